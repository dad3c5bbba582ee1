// Writes docs/openapi.json from the routes of the api, or, with --check, fails when the file no longer fits them.
import { readFileSync, writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../dist/apps/api/src/app.module.js';
import { setBasePath } from '../dist/apps/api/src/http/base-path.js';
import { openApi } from '../dist/apps/api/src/http/docs.js';

const FILE = 'docs/openapi.json';

// A preview resolves modules and routes but makes nothing: no database is needed.
const app = await NestFactory.create(AppModule, { preview: true, logger: false });
setBasePath(app);
const text = `${JSON.stringify(openApi(app), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write(`${FILE} no longer fits the routes: run "npm run docs:openapi".\n`);
  process.exitCode = 1;
}
