import type { Param, Strategy } from '@barline/engine';
import { builtIns, sourceOf } from '../libs/strategy/src/builtin/index.js';
import type { ErrorDefinition } from '../libs/platform/src/errors/app-error.js';
import type { Definition } from '../libs/platform/src/setting-kinds.js';
import { definitions } from '../libs/platform/src/settings.js';

const WRITTEN = 'Written by `npm run docs:write`; a test fails when it no longer fits the code.';

// Its default depends on the machine, and a page must not.
const DEFAULTS_IN_WORDS: Record<string, string> = { WORKER_THREADS: 'the cores' };

const COMPOSE_ONLY: [name: string, value: string, about: string][] = [
  ['POSTGRES_PASSWORD', '', 'Password of the database; letters and digits only. Required.'],
  ['REDIS_PASSWORD', '', 'Password of Redis; letters and digits only. Required.'],
  ['POSTGRES_MAX_CONNECTIONS', '400', 'Connections of the database; see docs/operations.md.'],
  ['HTTP_PORT', '80', 'Port that nginx publishes.'],
  ['HTTPS_PORT', '443', 'Port that nginx publishes; used when ./ssl holds a certificate.'],
  ['BARLINE_VERSION', '0.1.0', 'Tag of the image.'],
];

/** Writes docs/settings.md: every setting with its default, what it wants and what it does. */
export function settingsPage(): string {
  const rows = entries().map(
    ([name, definition]) =>
      `| \`${name}\` | ${defaultOf(name, definition, '`')} | ${definition.wants} | ${cell(definition.about)} |`,
  );
  return [
    '# Settings',
    '',
    `${WRITTEN}`,
    '',
    'A setting is read from the environment, or else from `.env` in the working directory. Empty means unset. A bad value',
    'stops the process with one line that names the variable, what it holds and what it wants. Which profile runs is',
    'decided by `DATABASE_URL` and `REDIS_URL` alone: both unset is embedded, both set is scale-out, `DATABASE_URL` alone',
    'runs one api with its queue in PostgreSQL, `REDIS_URL` alone is refused.',
    '',
    'With `DATABASE_URL`, `SECRET_KEY` and `JWT_SECRET_KEY` are required, and `ADMIN_PASSWORD` at the first start. The',
    'embedded profile generates all three into its home. A later `ADMIN_PASSWORD` never resets an existing account.',
    '',
    '| Name | Default | Wants | Meaning |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    '## Only for docker-compose.yml',
    '',
    '| Name | Default | Meaning |',
    '| --- | --- | --- |',
    ...COMPOSE_ONLY.map(
      ([name, value, about]) => `| \`${name}\` | ${value ? `\`${value}\`` : 'unset'} | ${about} |`,
    ),
    '',
  ].join('\n');
}

/** Writes .env.example: every setting, commented out, with its default. */
export function envExample(): string {
  const settings = entries().map(([name, definition]) => {
    const value = name in DEFAULTS_IN_WORDS ? '' : plain(definition.default);
    return `# ${definition.about} Wants ${definition.wants}.\n# ${name}=${value}\n`;
  });
  const compose = COMPOSE_ONLY.map(([name, value, about]) => `# ${about}\n# ${name}=${value}\n`);
  return [
    '# Every setting with its default. Copy this file to .env and uncomment what should differ;',
    '# the environment wins over the file. See docs/settings.md.\n',
    ...settings,
    '# Only for docker-compose.yml. It also requires SECRET_KEY, JWT_SECRET_KEY and ADMIN_PASSWORD.\n',
    ...compose,
  ].join('\n');
}

/** Writes docs/errors.md from the failures of all libs: code, status, message and hint. */
export function errorsPage(errors: ErrorDefinition[]): string {
  const sorted = errors.toSorted((a, b) => (a.code < b.code ? -1 : 1));
  const rows = sorted.map(
    ({ code, status, message, hint }) =>
      `| \`${code}\` | ${status} | ${cell(message.en)} | ${cell(hint.en)} |`,
  );
  return [
    '# Errors',
    '',
    WRITTEN,
    '',
    'A failure is answered as',
    '',
    '```json',
    '{',
    '  "success": false,',
    '  "data": null,',
    '  "message": "…",',
    '  "error": { "code": "…", "details": [{ "field": "…", "problem": "…" }], "hint": "…", "request_id": "…" }',
    '}',
    '```',
    '',
    'Codes and field names are stable; `message`, `problem` and `hint` follow `Accept-Language` (English or Chinese). A',
    '`{name}` is filled with what the request held. `request_id` is also the header `X-Request-Id` and stands on every',
    'line that the request left in the log.',
    '',
    '| Code | Status | Message | Hint |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Finds the failures that a module of a lib declares with defineErrors. */
export function errorsOf(module: object): ErrorDefinition[] {
  const tables = Object.values(module).filter((value) => typeof value === 'object' && value);
  return tables.flatMap((table: object) => Object.values(table).filter(isErrorDefinition));
}

function isErrorDefinition(value: unknown): value is ErrorDefinition {
  return typeof value === 'object' && value !== null && 'code' in value && 'status' in value;
}

function entries(): [string, Definition<unknown>][] {
  return Object.entries(definitions);
}

function defaultOf(name: string, definition: Definition<unknown>, quote: string): string {
  if (name in DEFAULTS_IN_WORDS) return DEFAULTS_IN_WORDS[name] ?? '';
  const text = plain(definition.default);
  return text ? `${quote}${text}${quote}` : 'unset';
}

function plain(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/(?<!\\)([<>*])/g, '\\$1');
}

const AUTHORING = [
  '## Writing your own',
  '',
  'A strategy is one TypeScript or JavaScript source of at most `STRATEGY_MAX_BYTES` that imports nothing but `@barline/engine` and exports',
  'what `defineStrategy` makes as its default. [engine.md](engine.md) tells what `init` and `next` get, what orders can say and when they fill;',
  '`GET strategy/types` gives all of it as declarations for your editor. It has the language and nothing else: no console, timer, network, file or',
  'real clock, and of the language no `Promise`, `Proxy`, `BigInt`, `Intl`, `WeakRef`, `localeCompare`, nor any method whose name has `Locale`: what they come to differs',
  'between machines, or nobody could break it off. `Math` gives the same bits on every machine, `Math.random` is seeded, and `Date` tells the time of the bar, in UTC. A text has at',
  'most 1,048,576 characters; one call of the language takes a list of at most 16,777,216 elements, and lists the keys of one of at most 1,048,576. What is longer throws a',
  '`RangeError`.',
  '',
  '- **`POST strategy/validate`** checks a source and stores nothing. Problems carry `stage`, `line` and `column`: what cannot be read or run',
  '  (`syntax`), what TypeScript says of it in strict mode (`types`), what it throws when it is loaded (`load`), and what it throws over 500 bars of',
  '  seeded data with its default params (`trial`). `"language": "javascript"` lets types be left unsaid. The answer also has the JSON Schema of the',
  '  params, the indicators, the bars of warm-up that they need, orders, trades, and the first lines of the log.',
  '- **`POST strategy`** checks and stores it as version 1, under the name in the source. Problems of the trial alone do not keep it from being',
  '  stored: real bars may suit it better. **`PUT strategy/{name}`** stores the next version. The same source twice is the same version. What takes longer than 20 s is',
  '  answered with 202 and an id for `GET strategy/checks/{id}`.',
  '- **Rules** in place of a source are a strategy as JSON, without code: [rules.md](rules.md). All else here is the same for them; problems carry',
  '  the stage `rules` and, as `field`, their place.',
  '- **`log(message, values)`** writes to `GET backtest/{id}/logs`, of a run that fails too: at most 10,000 lines and 1,000,000 characters of each run.',
  '- **`checks`** of a run: `look_ahead` runs it again over bars that are cut short or changed; `warm_up` compares it with runs that start earlier, and says',
  '  `inconclusive` where no more bars before the start were loaded than its indicators need: `"warm_up": 2000` loads so many.',
  '- **`init` stands before `next`.** TypeScript reads the type of the state from what `init` returns, and only in this order.',
  '- Names are unique for each user; those of built-ins are reserved. Other users see neither the strategy nor its source; admins see all, and name',
  '  the `owner` where several users have one of a name.',
  '- **Runs** name a strategy and, if they like, a `strategy_version`; what is left out or `"latest"` is the newest, and the run records which that was.',
  '  All params are checked at once before the run is queued; the `constraint` of a source when it starts, of rules at once too.',
  '- **`PATCH strategy/{name}`** changes `notes` and `tags`, or puts it into the archive: it leaves the list and gets neither runs nor versions.',
  '  **`DELETE strategy/{name}`** is refused while runs refer to it; of an archived one it removes the versions that no run refers to.',
  '',
  'A check may take 5 s for the types, and `STRATEGY_BAR_TIMEOUT_MS` for each of loading, running and counting the warm-up, with `STRATEGY_MEMORY_MB`.',
  '',
  'A run is ended when its strategy stands on one bar for longer than `STRATEGY_BAR_TIMEOUT_MS`. Its error tells the bar, and mostly the line and column too:',
  'they are found by running into it once more, where that takes 10 s at most.',
  '',
  'A run that keeps more than `STRATEGY_MEMORY_MB` is ended too. A list that grows may be above that for a moment, as it is copied to twice its room: the process took up to',
  '1 GB more with the usual 256 MB. Its error tells the bar, and mostly the line and column where the strategy was shortly before.',
];

/** Writes docs/strategies.md: how to write one, and of every built-in its idea, rules, params and source. */
export function strategiesPage(): string {
  return [
    '# Strategies',
    '',
    WRITTEN,
    '',
    ...AUTHORING,
    '',
    '# Built-in strategies',
    '',
    'Each is valid source for a strategy of your own: it imports nothing but `@barline/engine`. A run names one as `strategy_name`,',
    'and gives `params` where it should differ from the defaults. Orders of a close fill at the next open.',
    '',
    ...[...builtIns.values()].flatMap(strategySection),
  ].join('\n');
}

function strategySection({ name, description, params }: Strategy): string[] {
  const rows = Object.entries(params).map(
    ([name, param]) =>
      `| \`${name}\` | ${param.kind} | ${param.default} | ${rangeOf(param)} | ${cell(param.description ?? '')} |`,
  );
  const [, comment = ''] = /\/\*\*\n(.+?)\n \*\//s.exec(sourceOf(name)) ?? [];
  const paragraphs = comment.replaceAll(/^ \* ?/gm, '').split('\n\n');
  return [
    `## ${name}`,
    '',
    description,
    '',
    ...paragraphs.flatMap((paragraph) => [paragraph.replace(/^(\w+):/, '**$1.**'), '']),
    '| Param | Kind | Default | Range | Meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `Code: [\`${name}.ts\`](../libs/strategy/src/builtin/${name}.ts)`,
    '',
  ];
}

function rangeOf(param: Param): string {
  return 'min' in param && 'max' in param ? `${param.min} to ${param.max}` : '';
}
