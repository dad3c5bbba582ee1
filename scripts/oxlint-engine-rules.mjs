// `**` is Math.pow in disguise: its last bit differs between versions of V8, and the engine's results must not.
const noExponent = {
  create(context) {
    const report = (node) =>
      context.report({ node, message: 'Use power() of libs/engine/src/math.ts instead of **.' });
    return {
      BinaryExpression: (node) => node.operator === '**' && report(node),
      AssignmentExpression: (node) => node.operator === '**=' && report(node),
    };
  },
};

export default { meta: { name: 'engine' }, rules: { 'no-exponent': noExponent } };
