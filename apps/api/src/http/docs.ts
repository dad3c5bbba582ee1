import type { INestApplication } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { contentSecurityPolicy } from 'helmet';
import { VERSION } from '@app/platform';
import { completeDocument } from './docs-completion.js';
import { DESCRIPTION, TAGS } from './docs-text.js';
import { ErrorEnvelope } from './error-envelope.dto.js';
import { redocRouter } from './redoc.js';

const JSON_URL = '/docs/openapi.json';

// Everything comes from this server. Both pages write style elements, show images that are part of their code,
// and ReDoc searches in a worker that it makes from a blob.
const NEEDED = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'"],
  fontSrc: ["'self'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  imgSrc: ["'self'", 'data:'],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ['blob:'],
};

/** Describes every route of the api as OpenAPI, in an order that depends on names only. */
export function openApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Barline')
    .setDescription(DESCRIPTION)
    .setVersion(VERSION)
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addApiKey({ type: 'apiKey', name: 'X-API-Key', in: 'header' }, 'api-key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('api-key');
  for (const [name, description] of TAGS) config.addTag(name, description);
  const document = SwaggerModule.createDocument(app, config.build(), {
    extraModels: [ErrorEnvelope],
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
  });
  return completeDocument(document);
}

/** Serves Swagger UI at /docs, ReDoc at /redoc and the document itself at /docs/openapi.json. */
export function serveDocs(app: NestExpressApplication): void {
  app.use(['/docs', '/redoc'], contentSecurityPolicy({ useDefaults: false, directives: NEEDED }));
  app.use('/redoc', redocRouter(JSON_URL));
  SwaggerModule.setup('docs', app, () => openApi(app), {
    customSiteTitle: 'Barline API',
    jsonDocumentUrl: JSON_URL,
    raw: ['json'],
    swaggerOptions: { docExpansion: 'none', displayRequestDuration: true, validatorUrl: null },
  });
}
