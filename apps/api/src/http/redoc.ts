import { fileURLToPath } from 'node:url';
import { type Response, Router } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Barline API</title>
    <style>body { margin: 0 }</style>
  </head>
  <body>
    <div id="redoc"></div>
    <script src="/redoc/redoc.standalone.js"></script>
    <script src="/redoc/start.js"></script>
  </body>
</html>
`;

// The build copies it beside the code.
const BUNDLE = fileURLToPath(
  new URL('../../../../node_modules/redoc/bundles/redoc.standalone.js', import.meta.url),
);

/** Answers below /redoc with ReDoc; `documentUrl` is where it finds the OpenAPI document. */
export function redocRouter(documentUrl: string): Router {
  const start = `Redoc.init('${documentUrl}', { nativeScrollbars: true }, document.getElementById('redoc'));\n`;
  return Router()
    .get('/', (_, response: Response) => void response.type('html').send(PAGE))
    .get('/start.js', (_, response: Response) => void response.type('js').send(start))
    .get('/redoc.standalone.js', (_, response: Response) => response.sendFile(BUNDLE));
}
