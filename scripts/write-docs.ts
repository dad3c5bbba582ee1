// Writes the pages that follow from the code: docs/settings.md, docs/errors.md, docs/strategies.md and .env.example.
import { globSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format } from 'prettier';
import { envExample, errorsOf, errorsPage, settingsPage, strategiesPage } from './docs.js';

const files = globSync('{libs,apps}/**/*.errors.ts').map((file) => resolve(file));
const modules: object[] = await Promise.all(files.map((file) => import(file)));
const markdown = { parser: 'markdown' };

writeFileSync('docs/settings.md', await format(settingsPage(), markdown));
writeFileSync('docs/errors.md', await format(errorsPage(modules.flatMap(errorsOf)), markdown));
writeFileSync('docs/strategies.md', await format(strategiesPage(), markdown));
writeFileSync('.env.example', envExample());
