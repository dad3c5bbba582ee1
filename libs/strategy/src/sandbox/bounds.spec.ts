import { afterAll, describe, expect, it } from '@jest/globals';
import { syntheticBars } from '@app/engine';
import { shared } from '../../../engine/test/shared.js';
import { compile } from './compile.js';
import { SAME } from './fixtures/same-as-outside.js';
import { ENDLESS, GROWING, OWN_MATCHES, TOO_MUCH, WITH_LONG } from './fixtures/too-much.js';
import { Cell } from './realm/watch.js';
import { OutOfTime, Sandbox } from './sandbox.js';

const cells = new SharedArrayBuffer(4 * Cell.Count);
const data = [{ symbol: 'X', timeframe: '1h' as const, bars: shared(syntheticBars(5, '1h', 1)) }];
const box = new Sandbox(64);
afterAll(() => box.dispose());

function telling(expression: string): string {
  const compiled = compile(`import { defineStrategy } from '@barline/engine';
    ${WITH_LONG}
    export default defineStrategy({
      name: 'told',
      init(ctx) { ctx.log(String(${expression})); return {}; },
      next() {},
    });`);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.code;
}

async function told(expression: string, sandbox = box): Promise<string> {
  const answer = await sandbox.run(telling(expression), { data }, cells);
  if ('failure' in answer) {
    expect(answer.failure.stack).toMatch(/strategy\.ts:\d+:\d+/);
    return answer.failure.message;
  }
  return answer.value.stopped ? 'stopped' : (answer.value.logs[0]?.message ?? '');
}

describe('what is bounded in a sandbox', () => {
  it.each(TOO_MUCH)('refuses %s, at its place', async (_, lines) => {
    expect(await told(`(() => { ${lines} })()`)).toMatch(/^RangeError: .*too (?:long|many|much)/);
  });

  it.each(GROWING)('lets no text grow long by %s', async (_, lines) => {
    expect(await told(`(() => { ${lines} })()`)).toMatch(/^RangeError: .*too (?:long|many|much)/);
  });

  it.each(OWN_MATCHES)('asks for no matches of %s', async (_, lines) => {
    expect(await told(`(() => { ${lines} })()`)).toMatch(/^TypeError: .*changed/);
  });

  it.each(SAME.map((expression) => [String(expression), expression] as const))(
    'comes to the same as outside: %s',
    async (text, expression) => {
      const here = String(expression());
      expect(here).not.toBe('');
      expect(await told(`(${text})()`)).toBe(here);
    },
  );

  it.each(ENDLESS)('breaks off endless loops: %s', async (_, lines) => {
    const timed = new Sandbox(64, 400);
    await expect(told(`(() => { ${lines} })()`, timed)).rejects.toThrow(OutOfTime);
    timed.dispose();
  });
});
