import ts from 'typescript';

const CALLBACKS = ['next', 'onFill', 'onTrade', 'onReject'];

/** Finds the callbacks of strategies that stand before `init`, where TypeScript does not know yet what it returns, and that `init`. */
export function earlyCallbacks(file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(file) === 'defineStrategy') {
      const [definition] = node.arguments;
      if (definition && ts.isObjectLiteralExpression(definition)) {
        found.push(...beforeInit(definition, file));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function beforeInit({ properties }: ts.ObjectLiteralExpression, file: ts.SourceFile): ts.Node[] {
  const nameOf = (node: ts.ObjectLiteralElementLike) => node.name?.getText(file) ?? '';
  const init = properties.find((node) => nameOf(node) === 'init');
  if (init === undefined) return [];
  const isEarly = (node: ts.Node) => node.pos < init.pos;
  const early = properties.filter((node) => isEarly(node) && CALLBACKS.includes(nameOf(node)));
  return early.length > 0 ? [...early, init] : [];
}
