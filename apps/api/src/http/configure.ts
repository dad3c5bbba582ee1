import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import type { Settings } from '@app/platform';
import { corsOptions } from './cors.js';
import { serveDocs } from './docs.js';

/** Everything outside the base path: health, metrics and documents. */
const OUTSIDE_BASE = ['health', 'health/live', 'health/ready', 'metrics'];
const GZIP_FROM_BYTES = 1000;

/** Dresses the api: logs, security headers, CORS, gzip, body limits, base path and documents. */
export function configureHttp(app: NestExpressApplication, settings: Settings): void {
  app.useLogger(app.get(Logger));
  app.set('trust proxy', settings.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(helmet());
  app.enableCors(corsOptions(settings.ALLOWED_HOSTS));
  app.use(compression({ threshold: GZIP_FROM_BYTES }));
  app.useBodyParser('json', { limit: settings.MAX_UPLOAD_SIZE });
  app.setGlobalPrefix('api/v1', { exclude: OUTSIDE_BASE });
  if (settings.DEBUG || settings.profile === 'embedded') serveDocs(app);
}
