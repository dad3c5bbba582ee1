import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { Logger } from 'nestjs-pino';
import { assignRequestId, type Settings } from '@app/platform';
import { timeRequests } from '../monitor/http-duration.js';
import { PrometheusService } from '../monitor/prometheus.service.js';
import { setBasePath } from './base-path.js';
import { corsOptions } from './cors.js';
import { serveDocs } from './docs.js';

const GZIP_FROM_BYTES = 1000;
// Browsers would ask for the assets of the documents by HTTPS, which the api itself does not speak.
const ALSO_OVER_HTTP = { upgradeInsecureRequests: null };

/** Dresses the api: logs, security headers, CORS, gzip, base path and documents. */
export function configureHttp(app: NestExpressApplication, settings: Settings): void {
  app.useLogger(app.get(Logger));
  app.set('trust proxy', settings.TRUST_PROXY);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.use(identify);
  app.use(timeRequests((answered) => app.get(PrometheusService).observe(answered)));
  app.use(helmet({ contentSecurityPolicy: { directives: ALSO_OVER_HTTP } }));
  app.enableCors(corsOptions(settings.ALLOWED_HOSTS));
  app.use(compression({ threshold: GZIP_FROM_BYTES }));
  setBasePath(app);
  if (settings.DEBUG || settings.profile === 'embedded') serveDocs(app);
}

// Before all else, so that answers given early carry the id too.
function identify(request: Request, response: Response, next: NextFunction): void {
  assignRequestId(request, response);
  next();
}
