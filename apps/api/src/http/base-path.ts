import type { INestApplication } from '@nestjs/common';
import { PROBE_PATHS } from '@app/platform';

/** Is the path under which every route lies but health, metrics and documents. */
export const BASE_PATH = '/api/v1';

/** Puts the routes under the base path, but for those that probes ask. */
export function setBasePath(app: INestApplication): void {
  app.setGlobalPrefix(BASE_PATH.slice(1), { exclude: [...PROBE_PATHS] });
}
