import type { Settings } from '../env.js';
import { VERSION } from '../version.js';
import { whereThePasswordIs } from './secrets.js';

/** Says what to announce. */
export interface Readiness {
  address: string;
  home: string;
  settings: Pick<Settings, 'ADMIN_USERNAME'>;
}

/** Writes the one block that tells a user where everything is. */
export function readyBlock({ address, home, settings }: Readiness): string {
  return [
    '',
    `  Barline ${VERSION} is ready.`,
    '',
    `    address   ${address}`,
    `    docs      ${address}/docs`,
    `    admin     ${settings.ADMIN_USERNAME}`,
    `    password  ${whereThePasswordIs(home)}`,
    '    stop      Ctrl-C',
    '',
  ].join('\n');
}
