import { describe, expect, it } from '@jest/globals';
import { builtIns, sourceOf } from '../builtin/index.js';
import { checkSource } from './source-check.js';
import { checkTypes } from './type-check.js';

const told = (source: string, language?: 'typescript' | 'javascript') =>
  checkTypes(source, language).map(
    ({ line, column, message }) => `${line}:${column} ${message.en.split('\n')[0]}`,
  );

const strategy = (body: string) =>
  `import { defineStrategy } from '@barline/engine';\nexport default defineStrategy({ name: 'x', ${body} });\n`;

describe('the check of types', () => {
  it.each([...builtIns.keys()])('finds nothing wrong with %s', (name) => {
    expect(checkSource({ source: sourceOf(name) })).toMatchObject({
      problems: [],
      compiled: { code: expect.stringContaining(`'${name}'`) },
    });
  });

  it('is strict', () => {
    expect(
      told(strategy('next(_: undefined, { trades }) { trades[0].exitPrice.toFixed(); }')),
    ).toEqual(["2:77 Object is possibly 'null'."]);
    expect(told('function f(x) { return x; }\nexport default f;')).toEqual([
      "1:12 Parameter 'x' implicitly has an 'any' type.",
    ]);
  });

  it('lets JavaScript leave types unsaid, but not say them', () => {
    expect(told('function f(x) { return x; }\nexport default f;', 'javascript')).toEqual([]);
    expect(told('const x: number = 1;\nexport default x;', 'javascript')).toEqual([
      '1:10 Type annotations can only be used in TypeScript files.',
    ]);
  });

  it('knows the state that init returns, and hints where init comes too late', () => {
    const init = 'init: ({ bars }) => ({ close: bars.close })';
    const next = 'next({ close, open }) { close.now.toFixed(); }';
    expect(told(strategy(`${init}, ${next}`))).toEqual([
      expect.stringContaining("Property 'open' does not exist on type '{ close: Series; }'"),
    ]);
    const late = checkTypes(strategy(`${next}, ${init}`));
    expect(late.map(({ hint }) => hint?.en)).toEqual(
      late.map(() => expect.stringContaining('`init` stands before `next`')),
    );
    expect(late.length).toBeGreaterThan(0);
  });

  it('gives no hint of init for what has nothing to do with it', () => {
    const [problem] = checkTypes(strategy('next() { byu(); }, init: () => undefined'));
    expect(problem).toMatchObject({ line: 2, message: { en: "Cannot find name 'byu'." } });
    expect(problem).not.toHaveProperty('hint');
  });

  it.each([
    'console.log(1)',
    'setTimeout(() => 1, 1)',
    'process.exit()',
    "require('node:fs')",
    'new Proxy({}, {})',
    'BigInt(1)',
  ])('says that there is no %s', (code) => {
    const [problem] = checkTypes(`${code};\nexport {};`);
    expect(problem?.message.en).toMatch(/^Cannot find name '\w+'\.$/);
    expect(problem?.hint?.en).toContain('no console, timer, network or file');
  });

  it('reads no file but its own', () => {
    const reach = '/// <reference path="/etc/hostname" />\n/// <reference lib="dom" />\n';
    expect(told(`${reach}export default document;`)).toEqual([
      expect.stringContaining("1:22 Could not resolve the path '/etc/hostname'"),
      "2:21 File '/lib/lib.dom.d.ts' not found.",
      "3:16 Cannot find name 'document'.",
    ]);
    expect(told("export * from '/etc/hostname';")).toEqual([]);
  });

  it('tells a hundred problems at most', () => {
    expect(checkTypes(`${'x;'.repeat(500)}\nexport {};`)).toHaveLength(100);
  });
});

describe('the check of a source', () => {
  it('tells what cannot run and what does not fit together at once, in the order of their places', () => {
    const source =
      "import fs from 'node:fs';\nconst a: string = 1;\nasync function f() {}\nexport {};\n";
    const { compiled, problems } = checkSource({ source });
    expect(compiled).toBeNull();
    expect(problems.map(({ stage, line }) => [stage, line])).toEqual([
      ['syntax', 1],
      ['types', 2],
      ['syntax', 3],
    ]);
  });

  it('tells only what cannot be read of what cannot be read', () => {
    const { problems } = checkSource({ source: 'const a = ;\nconst b: string = 1;\n' });
    expect(problems.map(({ stage, line, column }) => [stage, line, column])).toEqual([
      ['syntax', 1, 11],
    ]);
  });

  it('refuses a source that is nested too deeply', () => {
    const deep = `export default ${'('.repeat(50_000)}1${')'.repeat(50_000)};`;
    expect(checkSource({ source: deep }).problems[0]?.message.en).toContain('nested too deeply');
  });
});
