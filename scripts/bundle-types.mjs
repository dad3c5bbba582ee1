// Writes what strategies may import as one file of declarations, from the engine's own types and indicators.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { registry } from '../dist/libs/engine/src/indicators/index.js';

const ENTRY = 'libs/engine/src/authoring.ts';
const OUT = process.argv[2] ?? 'dist/libs/strategy/src/checks/engine-types.d.ts';
const MODULE = '@barline/engine';

const options = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  types: [],
};

const emitted = emit();
const program = ts.createProgram([entryOf(ENTRY)], options, hostOf(emitted));
const checker = program.getTypeChecker();
const needed = new Map();
const names = new Map();
const exported = [];
const namespaces = [];

for (const symbol of checker.getExportsOfModule(
  checker.getSymbolAtLocation(program.getSourceFile(entryOf(ENTRY))),
)) {
  const target = aimOf(symbol);
  if (target.flags & ts.SymbolFlags.ValueModule) namespaces.push([symbol.name, target]);
  else need(target);
  exported.push(`${isTypeOnly(symbol) ? 'type ' : ''}${symbol.name}`);
}

mkdirSync(dirname(OUT), { recursive: true });
writeFileSync(OUT, page());

function page() {
  const files = program.getSourceFiles().map(({ fileName }) => fileName);
  const ordered = [...needed.values()].toSorted(
    (a, b) =>
      files.indexOf(a.getSourceFile().fileName) - files.indexOf(b.getSourceFile().fileName) ||
      a.pos - b.pos,
  );
  const parts = ordered.map((node) => textOf(node));
  for (const [name, module] of namespaces) parts.push(namespaceText(name, module));
  parts.push(`export { ${exported.toSorted().join(', ')} };`);
  const body = parts.join('\n\n').replaceAll(/^(?=.)/gm, '  ');
  const about = '// What a strategy may import from Barline. Keep this file beside your sources.';
  return `${about}\ndeclare module '${MODULE}' {\n${body}\n}\n`;
}

// The declarations that TypeScript makes of the entry and of all that it reaches.
function emit() {
  const texts = new Map();
  const sources = ts.createProgram([resolve(ENTRY)], {
    ...options,
    declaration: true,
    emitDeclarationOnly: true,
    skipLibCheck: true,
  });
  const { diagnostics } = sources.emit(undefined, (file, text) => texts.set(resolve(file), text));
  const problems = [...ts.getPreEmitDiagnostics(sources), ...diagnostics];
  if (problems.length > 0) throw new Error(ts.formatDiagnostics(problems, formatHost()));
  return texts;
}

function hostOf(texts) {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || (!isEngine(file) && fileExists(file));
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  return host;
}

function need(symbol) {
  for (const declaration of symbol.declarations ?? []) {
    const file = declaration.getSourceFile();
    if (!isEngine(file.fileName)) continue;
    const statement = statementOf(declaration);
    if (statement === undefined || needed.has(statement)) continue;
    const taken = names.get(symbol.name);
    if (taken !== undefined && taken !== symbol) throw new Error(`Two things are ${symbol.name}.`);
    names.set(symbol.name, symbol);
    needed.set(statement, statement);
    if (symbol.name !== 'IndicatorTools') visit(statement);
    else visit(customTools(statement));
  }
}

// A strategy makes no series itself, so neither how one is made nor what stands on the class is told.
function isHidden(node) {
  const isStatic = ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(isStaticKeyword);
  return ts.isConstructorDeclaration(node) || isStatic;
}

function isStaticKeyword({ kind }) {
  return kind === ts.SyntaxKind.StaticKeyword;
}

function isTypeOnly({ declarations }) {
  return declarations.some((each) => ts.isTypeOnlyImportOrExportDeclaration(each));
}

function visit(node) {
  if (isHidden(node)) return;
  if (ts.isIdentifier(node)) {
    const symbol = checker.getSymbolAtLocation(node);
    if (symbol) need(aimOf(symbol));
  }
  ts.forEachChild(node, visit);
}

function statementOf(declaration) {
  let node = declaration;
  while (node && !ts.isSourceFile(node.parent)) node = node.parent;
  const isTop = node === declaration || ts.isVariableStatement(node);
  return isTop ? node : undefined;
}

function aimOf(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function textOf(node) {
  const name = node.name?.text;
  if (name === 'IndicatorTools') return indicatorTools(node);
  const text = ts.isClassDeclaration(node) ? classText(node) : node.getText();
  const bare = text.replace(/^export (?=\w)/, '').replace(/^(?:default |declare )+/, '');
  return `${docOf(node)}${bare}`.replaceAll(/^(?: {4})+/gm, ({ length }) => ' '.repeat(length / 2));
}

function classText(node) {
  const members = node.members.filter((member) => !isHidden(member));
  const lines = members.map((member) => `  ${docOf(member)}  ${member.getText()}`);
  return `class ${node.name.text} {\n  private constructor();\n${lines.join('\n')}\n}`;
}

function docOf(node) {
  const docs = node.jsDoc ?? [];
  return docs.map((doc) => `${doc.getText().replaceAll(/\n +\*/g, '\n *')}\n`).join('');
}

function namespaceText(name, module) {
  const lines = checker.getExportsOfModule(module).map((symbol) => {
    const [declaration] = aimOf(symbol).declarations;
    return textOf(statementOf(declaration)).replaceAll(/^(?=.)/gm, '  ');
  });
  return `namespace ${name} {\n${lines.join('\n')}\n}`;
}

// A mapped type over the registry says the same without the names of inputs and params.
function indicatorTools(node) {
  const methods = Object.entries(registry).map(([name, { inputs, params, outputs, taLib }]) => {
    const given = [
      ...inputs.map((input) => `${input}: Series`),
      ...params.map((param) => `${param.name}?: number`),
      'options?: PlotOptions',
    ];
    const output =
      outputs.length === 1
        ? 'Series'
        : `{ ${outputs.map((each) => `readonly ${each}: Series`).join('; ')} }`;
    const defaults = params.map((param) => `${param.name} ${param.default}`).join(', ');
    const about = [taLib && `As TA-Lib's ${taLib}`, defaults && `defaults: ${defaults}`];
    const doc = about.filter(Boolean).join('; ').replace(/^d/, 'D');
    return `${doc === '' ? '' : `  /** ${doc}. */\n`}  ${name}(${given.join(', ')}): ${output};`;
  });
  const own = customTools(node).members.map((member) => `  ${docOf(member)}${member.getText()}`);
  return `${docOf(node)}type IndicatorTools = {\n${[...methods, ...own].join('\n')}\n};`;
}

function customTools(node) {
  const literal = node.type.types?.find((each) => ts.isTypeLiteralNode(each));
  if (!literal) throw new Error('IndicatorTools is no longer a mapped type and its own tools.');
  return literal;
}

function isEngine(file) {
  return file.startsWith(resolve('libs/engine/src'));
}

function entryOf(file) {
  return resolve(file.replace(/\.ts$/, '.d.ts'));
}

function formatHost() {
  return {
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => process.cwd(),
    getNewLine: () => '\n',
  };
}
