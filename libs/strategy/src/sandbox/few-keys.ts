import ts from 'typescript';
import { FEW } from './compiled-names.js';

/** Lets no syntax list the keys of what has millions: V8 cannot break that off, and counts none of the memory that it takes. */
export function fewKeys(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const few = (value: ts.Expression) =>
    ts.setSourceMapRange(
      factory.createCallExpression(factory.createIdentifier(FEW), undefined, [value]),
      value,
    );
  const visit = (node: ts.Node): ts.Node => {
    const seen = ts.visitEachChild(node, visit, context);
    if (ts.isSpreadAssignment(seen)) {
      return factory.updateSpreadAssignment(seen, few(seen.expression));
    }
    if (ts.isForInStatement(seen)) {
      const { initializer, expression, statement } = seen;
      return factory.updateForInStatement(seen, initializer, few(expression), statement);
    }
    if (ts.isVariableDeclaration(seen) && seen.initializer && hasRest(seen.name)) {
      const { name, exclamationToken, type, initializer } = seen;
      const value = few(initializer);
      return factory.updateVariableDeclaration(seen, name, exclamationToken, type, value);
    }
    return seen;
  };
  return (file) => ts.visitEachChild(file, visit, context);
}

/** Whether this takes the rest of an object in a place where its value is not written: within another pattern, of a parameter, or by assignment. */
export function isHiddenRest(node: ts.Node): boolean {
  if (ts.isObjectBindingPattern(node) && hasRest(node)) {
    return !(ts.isVariableDeclaration(node.parent) && node.parent.initializer);
  }
  if (!ts.isObjectLiteralExpression(node) || !node.properties.some(ts.isSpreadAssignment)) {
    return false;
  }
  return isTarget(node);
}

function hasRest(name: ts.BindingName): boolean {
  return (
    ts.isObjectBindingPattern(name) &&
    name.elements.some((each) => each.dotDotDotToken !== undefined)
  );
}

// Whether something is assigned to it, or to what it is a part of.
function isTarget(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isParenthesizedExpression(parent) || ts.isSpreadElement(parent)) return isTarget(parent);
  if (ts.isArrayLiteralExpression(parent)) return isTarget(parent);
  if (ts.isPropertyAssignment(parent) && parent.initializer === node)
    return isTarget(parent.parent);
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent))
    return parent.initializer === node;
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false;
  return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}
