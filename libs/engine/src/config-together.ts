import type { Problem } from './problem.js';
import { DEFAULT_CONFIG, type RunConfig } from './run-config.js';

// What the profile backtesting.py has no counterpart of.
const NOT_IN_PEER = [
  'slippage',
  'marginMode',
  'maintenanceMargin',
  'liquidationFee',
  'borrowRate',
  'lotSize',
  'tickSize',
  'minNotional',
  'maxVolumeShare',
  'limitFill',
  'protections',
  'detailTimeframe',
  'bounds',
  'benchmark',
  'riskFree',
] as const;

/** What is wrong with fields that are fine each by itself. */
export function problemsTogether(config: RunConfig): Problem[] {
  const problems: Problem[] = [];
  const { leverage, maintenanceMargin, liquidationFee, executionProfile: profile } = config;
  if (leverage > 1 && (maintenanceMargin + liquidationFee) * leverage >= 1) {
    problems.push(marginProblem(config));
  }
  if (profile === 'default' && config.fractionalUnit !== null) {
    problems.push(notInProfile('fractionalUnit', profile));
  }
  if (profile === 'backtesting.py') {
    for (const field of NOT_IN_PEER) {
      if (!isDefault(field, config)) problems.push(notInProfile(field, profile));
    }
  }
  return problems;
}

// A position that needs as much as it has is liquidated where it is entered.
function marginProblem({ leverage, maintenanceMargin, liquidationFee }: RunConfig): Problem {
  const max = 1 / leverage - liquidationFee;
  return {
    field: 'maintenanceMargin',
    code: 'margin-too-large',
    values: { max, got: maintenanceMargin, leverage },
    message: `maintenanceMargin must be below ${max}, what leverage ${leverage} leaves after the liquidation fee, got ${maintenanceMargin}.`,
  };
}

function notInProfile(field: string, profile: string): Problem {
  const message = `${field} is not part of the profile ${profile}.`;
  return { field, code: 'not-in-profile', values: { profile }, message };
}

function isDefault(field: (typeof NOT_IN_PEER)[number], config: RunConfig): boolean {
  return field === 'slippage'
    ? config.slippage.type === 'none'
    : config[field] === DEFAULT_CONFIG[field];
}
