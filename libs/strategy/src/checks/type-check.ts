import { basename, dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { text } from '@app/platform';
import ts from 'typescript';
import type { CheckProblem } from './check-report.js';
import { engineTypes } from './engine-types.js';
import { earlyCallbacks } from './early-callbacks.js';

/** Names the language of a source. */
export type Language = 'typescript' | 'javascript';

const ENGINE_FILE = '/engine.d.ts';
const LIB_FOLDER = '/lib';
const STORED_LIBS = dirname(createRequire(import.meta.url).resolve('typescript'));
// Nothing else of what TypeScript knows is there in a sandbox.
const LIB_FILE = /^lib\.(?:es|decorators)(?![\w.]*\.(?:bigint|proxy)\.)[\w.]*\.d\.ts$/;
const MOST_PROBLEMS = 100;

const INIT_FIRST = text(
  'TypeScript reads the state from `init` only when `init` stands before `next` and the other callbacks: move it up.',
  '`init` 必须写在 `next` 及其他回调之前，TypeScript 才能推断状态类型：请将其上移。',
);
const NOTHING_OUTSIDE = text(
  'A strategy has the language, without Promise, Proxy, BigInt and Intl, and @barline/engine, and no console, timer, network or file; `log` of what it is handed writes to the log of the run.',
  '策略只能使用语言本身（不含 Promise、Proxy、BigInt、Intl）与 @barline/engine，没有控制台、定时器、网络或文件；用上下文中的 `log` 写入运行日志。',
);
// What TypeScript says of the state where it could not read it from `init`.
const STATELESS = /'(?:undefined|unknown)'/;
// Names of other environments, which TypeScript advises to add.
const OTHER_LIBRARY = new Set([2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2868]);
const OUTSIDE =
  /^Cannot find name '(?:set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch|WebSocket|performance|structuredClone|crypto|Proxy)'/;
// Types in a source that calls itself JavaScript.
const FIRST_OF_JAVASCRIPT = 8000;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  lib: ['lib.es2024.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  types: [],
  strict: true,
  noFallthroughCasesInSwitch: true,
  allowUnreachableCode: true,
  skipLibCheck: true,
  noEmit: true,
};

// What every check needs is parsed once.
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Checks the types of a source against the engine's, strictly; JavaScript may leave types unsaid. Problems stand in the order of the source, the first hundred of them. */
export function checkTypes(source: string, language: Language = 'typescript'): CheckProblem[] {
  const isScript = language === 'javascript';
  const name = isScript ? '/strategy.js' : '/strategy.ts';
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.ES2024, true);
  const script = { allowJs: true, checkJs: true, noImplicitAny: false };
  const options = { ...OPTIONS, ...(isScript && script) };
  const program = ts.createProgram([ENGINE_FILE, name], options, hostOf(file));
  const syntax = program.getSyntacticDiagnostics(file);
  const found =
    syntax.length > 0
      ? syntax.filter(({ code }) => code >= FIRST_OF_JAVASCRIPT)
      : program.getSemanticDiagnostics(file).filter((each) => !isOfModule(each, file));
  const early = earlyCallbacks(file);
  return found.slice(0, MOST_PROBLEMS).map((diagnostic) => problemOf(diagnostic, file, early));
}

// The reading of a source says which module may be imported.
function isOfModule({ start = 0 }: ts.Diagnostic, file: ts.SourceFile): boolean {
  return file.statements.some((statement) => {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    const name = isImport ? statement.moduleSpecifier : undefined;
    return name !== undefined && name.getStart(file) === start;
  });
}

function problemOf(
  { start = 0, messageText, code }: ts.Diagnostic,
  file: ts.SourceFile,
  early: readonly ts.Node[],
): CheckProblem {
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const whole = ts.flattenDiagnosticMessageText(messageText, '\n');
  const isOther = OTHER_LIBRARY.has(code);
  const message = isOther ? whole.slice(0, whole.indexOf('.') + 1) : whole;
  const isEarly = early.some((node) => node.pos <= start && start < node.end);
  const isStateless = isEarly && STATELESS.test(message);
  return {
    stage: 'types',
    line: line + 1,
    column: character + 1,
    message: text(message, message),
    ...(isStateless && { hint: INIT_FIRST }),
    ...((isOther || OUTSIDE.test(message)) && { hint: NOTHING_OUTSIDE }),
  };
}

// No file but those of the library and the engine is there, whatever a source refers to.
function hostOf(file: ts.SourceFile): ts.CompilerHost {
  const known = (name: string) => (name === file.fileName ? file : libraryFile(name));
  return {
    getSourceFile: known,
    fileExists: (name) => known(name) !== undefined,
    readFile: (name) => known(name)?.text,
    getDefaultLibFileName: () => join(LIB_FOLDER, 'lib.es2024.d.ts'),
    getDefaultLibLocation: () => LIB_FOLDER,
    writeFile: () => undefined,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    directoryExists: () => false,
    getDirectories: () => [],
  };
}

function libraryFile(name: string): ts.SourceFile | undefined {
  if (!parsed.has(name)) parsed.set(name, parse(name));
  return parsed.get(name);
}

function parse(name: string): ts.SourceFile | undefined {
  const content = name === ENGINE_FILE ? engineTypes() : libraryText(name);
  return content === undefined
    ? undefined
    : ts.createSourceFile(name, content, ts.ScriptTarget.ES2024);
}

function libraryText(name: string): string | undefined {
  const isLibrary = dirname(name) === LIB_FOLDER && LIB_FILE.test(basename(name));
  return isLibrary ? ts.sys.readFile(join(STORED_LIBS, basename(name))) : undefined;
}
