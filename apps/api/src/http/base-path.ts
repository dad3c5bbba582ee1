import type { INestApplication } from '@nestjs/common';

/** Is the path under which every route lies but health, metrics and documents. */
export const BASE_PATH = '/api/v1';

const OUTSIDE_BASE = ['health', 'health/live', 'health/ready', 'metrics'];

/** Puts the routes under the base path. */
export function setBasePath(app: INestApplication): void {
  app.setGlobalPrefix(BASE_PATH.slice(1), { exclude: OUTSIDE_BASE });
}
