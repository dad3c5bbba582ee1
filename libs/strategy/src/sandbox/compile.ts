import ts from 'typescript';
import { FEW, PLUS, SHORT, THROWN } from './compiled-names.js';
import { fewKeys, isHiddenRest } from './few-keys.js';
import { shortTexts } from './short-texts.js';

/** Something wrong with a source, and where: line and column count from 1. */
export type SourceProblem = { line: number; column: number; message: string };

/** A source turned into the body of a function of `exports` and `require`, with the map of its places, or its problems. */
export type Compiled = { code: string; map: string } | { problems: SourceProblem[] };

const LIBRARY = '@barline/engine';
const LOCAL = /^(?:localeCompare$|toLocale[A-Z])/;
const RESERVED = new RegExp(`^(?:${THROWN}|${SHORT}|${FEW}|${PLUS})`);

/** Compiles TypeScript or JavaScript of a strategy without looking at its types; what cannot run in the sandbox is a problem. */
export function compile(source: string): Compiled {
  const file = ts.createSourceFile('strategy.ts', source, ts.ScriptTarget.ES2024, true);
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(source, {
    fileName: 'strategy.ts',
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.CommonJS,
      sourceMap: true,
      removeComments: true,
    },
    transformers: { before: [powersByMath, throwsKnown, shortTexts, fewKeys] },
  });
  const problems = [...(diagnostics ?? []).map(problemOf), ...forbidden(file)];
  if (problems.length > 0) return { problems };
  const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
  return { code, map: sourceMapText ?? '' };
}

function problemOf({ file, start, messageText }: ts.Diagnostic): SourceProblem {
  const place = file ? placeIn(file, start ?? 0) : { line: 1, column: 1 };
  return { ...place, message: ts.flattenDiagnosticMessageText(messageText, ' ') };
}

function placeIn(file: ts.SourceFile, offset: number): { line: number; column: number } {
  const { line, character } = file.getLineAndCharacterOfPosition(offset);
  return { line: line + 1, column: character + 1 };
}

function forbidden(file: ts.SourceFile): SourceProblem[] {
  const problems: SourceProblem[] = [];
  const visit = (node: ts.Node): void => {
    const message = whyForbidden(node);
    if (message !== null) problems.push({ ...placeIn(file, node.getStart(file)), message });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return problems;
}

function whyForbidden(node: ts.Node): string | null {
  if (isAsync(node))
    return 'A strategy runs bar by bar and cannot wait: async and await are not there.';
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return `A strategy imports from ${LIBRARY} only, at its top.`;
  }
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
    return 'import.meta is not there.';
  }
  if (ts.isImportEqualsDeclaration(node)) return `Use: import { … } from '${LIBRARY}'.`;
  if (ts.isIdentifier(node) && RESERVED.test(node.text)) {
    return `The name ${node.text} is taken.`;
  }
  if (ts.isPropertyAccessExpression(node) && LOCAL.test(node.name.text)) {
    return `${node.name.text} is not there: what it comes to differs between machines.`;
  }
  if (isHiddenRest(node))
    return 'Take the rest in a declaration of its own: const { a, ...rest } = value.';
  if (ts.isBigIntLiteral(node)) {
    return 'Whole numbers of any length are not there: numbers are exact up to 2 ** 53.';
  }
  if (node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) {
    return 'Write x = x ** y in place of x **= y.';
  }
  const from =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
  if (from && ts.isStringLiteral(from) && from.text !== LIBRARY) {
    return `A strategy imports from ${LIBRARY} only, not from ${from.text}.`;
  }
  return null;
}

function isAsync(node: ts.Node): boolean {
  if (ts.isAwaitExpression(node)) return true;
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
  if (!ts.canHaveModifiers(node)) return false;
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

// The language does not say how exact `**` is, so that machines differ; Math.pow in the sandbox is the engine's.
function powersByMath(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const power = (left: ts.Expression, right: ts.Expression) => {
    const math = factory.createPropertyAccessExpression(factory.createIdentifier('Math'), 'pow');
    return factory.createCallExpression(math, undefined, [left, right]);
  };
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context);
    if (!ts.isBinaryExpression(seen)) return seen;
    if (seen.operatorToken.kind !== ts.SyntaxKind.AsteriskAsteriskToken) return seen;
    return power(seen.left, seen.right);
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

// Only errors know where they were made; of all else a strategy throws, the sandbox has to be told.
function throwsKnown(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context);
    if (!ts.isThrowStatement(seen)) return seen;
    const passed = factory.createIdentifier(THROWN);
    const call = factory.createCallExpression(passed, undefined, [seen.expression]);
    return factory.updateThrowStatement(seen, ts.setSourceMapRange(call, node));
  };
  return (file) => ts.visitEachChild(file, visit, context);
}
