import { createHash } from 'node:crypto';
import { text } from '@app/platform';
import { isReserved } from '../strategy-names.js';
import type { VersionWriter } from '../version-writer.repository.js';
import type { Checked } from './check-pool.service.js';
import { type CheckReport, isStorable } from './check-report.js';
import type { CheckEnd } from './check.repository.js';
import type { CheckError, StrategyCheck } from './strategy-check.entity.js';

const RESERVED = text(
  'The name is reserved for Barline: choose another.',
  '该名称为 Barline 保留，请另选名称。',
);

/** Decides how a check ends, and stores its strategy where that was asked and may be. */
export async function conclude(
  check: StrategyCheck,
  { report, compiled }: Checked,
  writer: VersionWriter,
): Promise<CheckEnd> {
  const end = { status: 'COMPLETED', report, versionId: null, error: null } as const;
  if (check.purpose === 'validate') return { ...end, report: withReserved(report) };
  const { declared, trial, problems } = report;
  const isRead = compiled !== null || check.kind === 'rules';
  if (!declared || !isRead || !isStorable(report)) {
    return { ...end, error: { code: 'strategy/invalid', values: { count: problems.length } } };
  }
  const sourceHash = createHash('sha256').update(check.source).digest('hex');
  const error = await refusal(check, declared.name, sourceHash, writer);
  if (error) return { ...end, error };
  const versionId = await writer.add({
    ...declared,
    paramsSchema: { ...declared.paramsSchema },
    ownerId: check.userId,
    kind: check.kind,
    source: check.source,
    sourceHash,
    code: compiled && compiled.code,
    sourceMap: compiled && compiled.map,
    indicators: trial && [...new Set(trial.indicators.map(({ name }) => name))],
    warmUp: trial && trial.warmUp,
    notes: check.options.notes,
    tags: check.options.tags,
  });
  return { ...end, versionId };
}

function withReserved(report: CheckReport): CheckReport {
  const { declared, problems } = report;
  if (declared === null || !isReserved(declared.name)) return report;
  const reserved = { stage: 'load', line: null, column: null, message: RESERVED } as const;
  return { ...report, problems: [...problems, reserved] };
}

async function refusal(
  { purpose, options, userId }: StrategyCheck,
  declared: string,
  sourceHash: string,
  writer: VersionWriter,
): Promise<CheckError | null> {
  const { name = declared } = options;
  if (name !== declared) return { code: 'strategy/name-differs', values: { name, declared } };
  if (isReserved(name)) return { code: 'strategy/name-reserved', values: { name } };
  if (purpose === 'update') return null;
  const isTaken = await writer.isTaken(userId, name, sourceHash);
  return isTaken ? { code: 'strategy/name-taken', values: { name } } : null;
}
