import ts from 'typescript';
import { PLUS, SHORT } from './compiled-names.js';

// What V8 keeps for a text that is put together: so many characters each time use up the memory long before they make a long text.
const FREE = 32;

const STEPS = new Set<ts.SyntaxKind>([ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken]);
const AS_OFTEN = new Set([ts.SyntaxKind.ThisKeyword, ts.SyntaxKind.SuperKeyword]);
const NUMERIC = new Set([
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AmpersandToken,
  ts.SyntaxKind.BarToken,
  ts.SyntaxKind.CaretToken,
  ts.SyntaxKind.LessThanLessThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanToken,
  ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken,
]);

/**
 * Lets no text grow long by `+`, `+=` and templates: V8 only notes the parts of one that it puts together, takes its gigabyte at once when it is first read,
 * and ends the process where that happens at the wrong moment. Each `+` whose sides may both be long gets a function of its own, which V8 inlines, with what it learns of
 * that one place.
 */
export function shortTexts(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  let places = 0;

  const call = (name: string, args: ts.Expression[]) =>
    factory.createCallExpression(factory.createIdentifier(name), undefined, args);

  const plus = (left: ts.Expression, right: ts.Expression, node: ts.Node): ts.Expression =>
    isShort(left) || isShort(right)
      ? factory.createBinaryExpression(left, ts.SyntaxKind.PlusToken, right)
      : ts.setSourceMapRange(call(`${PLUS}${places++}`, [left, right]), node);

  // What stands before the dot or in the brackets is evaluated once.
  const once = (part: ts.Expression): [used: ts.Expression, again: ts.Expression] => {
    if (ts.isIdentifier(part) || AS_OFTEN.has(part.kind) || isShort(part)) return [part, part];
    const name = factory.createTempVariable((each) => context.hoistVariableDeclaration(each));
    return [factory.createAssignment(name, part), name];
  };

  const grown = (target: ts.Expression, right: ts.Expression, node: ts.Node): ts.Expression => {
    if (isShort(right)) {
      return factory.createBinaryExpression(target, ts.SyntaxKind.PlusEqualsToken, right);
    }
    if (ts.isPropertyAccessExpression(target)) {
      const [owner, again] = once(target.expression);
      const read = factory.createPropertyAccessExpression(again, target.name);
      const written = factory.createPropertyAccessExpression(again, target.name);
      const assigned = factory.createAssignment(written, plus(read, right, node));
      return owner === again ? assigned : factory.createComma(owner, assigned);
    }
    if (ts.isElementAccessExpression(target)) {
      const [owner, ownerAgain] = once(target.expression);
      const [key, keyAgain] = once(target.argumentExpression);
      const read = factory.createElementAccessExpression(ownerAgain, keyAgain);
      const written = factory.createElementAccessExpression(ownerAgain, keyAgain);
      const assigned = factory.createAssignment(written, plus(read, right, node));
      const first = [owner, key].filter((part) => part !== ownerAgain && part !== keyAgain);
      return [...first, assigned].reduce((done, next) => factory.createComma(done, next));
    }
    return factory.createAssignment(target, plus(target, right, node));
  };

  const visit = (node: ts.Node): ts.Node => {
    if (ts.isTaggedTemplateExpression(node)) {
      const parts = (part: ts.Node) =>
        part === node.template ? ts.visitEachChild(part, visit, context) : visit(part);
      return ts.visitEachChild(node, parts, context);
    }
    const seen = ts.visitEachChild(node, visit, context);
    if (ts.isTemplateExpression(seen)) {
      return ts.setSourceMapRange(call(SHORT, [seen]), node);
    }
    if (!ts.isBinaryExpression(seen)) return seen;
    const { left, operatorToken, right } = seen;
    let made: ts.Expression;
    if (operatorToken.kind === ts.SyntaxKind.PlusToken) made = plus(left, right, node);
    else if (operatorToken.kind === ts.SyntaxKind.PlusEqualsToken) {
      made = factory.createParenthesizedExpression(grown(unwrapped(left), right, node));
    } else return seen;
    return ts.setTextRange(made, seen);
  };

  return (file) => {
    places = 0;
    const visited = ts.visitEachChild(file, visit, context);
    const added = Array.from({ length: places }, (_, k) => adding(factory, `${PLUS}${k}`));
    return factory.updateSourceFile(visited, [...visited.statements, ...added]);
  };
}

// function name(a, b) { const c = a + b; return typeof c === 'string' ? short(c) : c; }
function adding(factory: ts.NodeFactory, name: string): ts.Statement {
  const [a, b, c] = [
    factory.createIdentifier('a'),
    factory.createIdentifier('b'),
    factory.createIdentifier('c'),
  ] as const;
  const sum = factory.createAdd(a, b);
  const declared = factory.createVariableDeclaration(c, undefined, undefined, sum);
  const isText = factory.createStrictEquality(
    factory.createTypeOfExpression(c),
    factory.createStringLiteral('string'),
  );
  const checked = factory.createCallExpression(factory.createIdentifier(SHORT), undefined, [c]);
  const body = [
    factory.createVariableStatement(
      undefined,
      factory.createVariableDeclarationList([declared], ts.NodeFlags.Const),
    ),
    factory.createReturnStatement(
      factory.createConditionalExpression(isText, undefined, checked, undefined, c),
    ),
  ];
  const given = [a, b].map((each) =>
    factory.createParameterDeclaration(undefined, undefined, each),
  );
  return factory.createFunctionDeclaration(
    undefined,
    undefined,
    name,
    undefined,
    given,
    undefined,
    factory.createBlock(body),
  );
}

// Whether it comes to a number, or to a text of a few characters.
function isShort(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || isTyped(node)) return isShort(node.expression);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return node.text.length <= FREE;
  }
  if (ts.isBinaryExpression(node)) return NUMERIC.has(node.operatorToken.kind);
  return (
    ts.isNumericLiteral(node) || (ts.isPrefixUnaryExpression(node) && !STEPS.has(node.operator))
  );
}

function unwrapped(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || isTyped(node) ? unwrapped(node.expression) : node;
}

function isTyped(
  node: ts.Node,
): node is ts.NonNullExpression | ts.AsExpression | ts.SatisfiesExpression {
  return ts.isNonNullExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node);
}
