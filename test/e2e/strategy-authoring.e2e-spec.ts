import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

const CROSS = `import { defineStrategy, int } from '@barline/engine';

export default defineStrategy({
  name: 'my-cross',
  description: 'Two averages.',
  params: { fast: int(5, { min: 2, max: 50 }), slow: int(20, { min: 3, max: 200 }) },
  init: ({ bars, indicator, params }) => ({
    fast: indicator.sma(bars.close, params.fast),
    slow: indicator.ema(bars.close, params.slow),
  }),
  next({ fast, slow }, { buy, position, crossover }) {
    if (crossover(fast, slow)) buy();
    else if (crossover(slow, fast)) position.close();
  },
});
`;

const named = (name: string, source = CROSS) => source.replace('my-cross', name);

describe('writing strategies', () => {
  let app: TestApp;
  let ada: Session;
  let bob: Session;
  let admin: Session;

  beforeAll(async () => {
    const env = { STRATEGY_BAR_TIMEOUT_MS: '1000', STRATEGY_MEMORY_MB: '64' };
    app = await startApp({ workers: 1, env });
    ada = await app.session('trader', 'ada');
    bob = await app.session('trader', 'bob');
    admin = await app.session('admin', 'admin');
  });

  afterAll(() => app.close());

  it('stores a source with what its check found', async () => {
    const { status, body } = await ada.post('/strategy', {
      source: CROSS,
      notes: 'First.',
      tags: ['trend'],
    });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.data).toMatchObject({
      name: 'my-cross',
      version: 1,
      built_in: false,
      kind: 'source',
      scope: 'symbol',
      description: 'Two averages.',
      source: CROSS,
      notes: 'First.',
      tags: ['trend'],
      archived: false,
      // The EMA of 20 bars has its first value after 19 of them.
      warm_up: 19,
    });
    expect(body.data.indicators).toHaveLength(2);
    expect(body.data.params_schema.properties.fast).toEqual({
      type: 'integer',
      default: 5,
      minimum: 2,
      maximum: 50,
    });
    const { check } = body.data;
    expect(check).toMatchObject({ status: 'COMPLETED', valid: true, problems: [] });
    expect(check.trial).toMatchObject({ bars: 500, symbols: 1 });
    expect(check.trial.orders).toBeGreaterThan(0);
    expect((await ada.get('/strategy')).body.data.items).toContainEqual(
      expect.objectContaining({ name: 'my-cross', version: 1, built_in: false }),
    );
  });

  it('answers the version that holds a source already', async () => {
    const again = await ada.post('/strategy', { source: CROSS });
    expect([again.status, again.body.data?.version]).toEqual([200, 1]);
    const put = await ada.put('/strategy/my-cross', { source: CROSS });
    expect([put.status, put.body.data?.version]).toEqual([200, 1]);
    expect((await ada.get('/strategy/my-cross/versions')).body.data.total).toBe(1);
  });

  it('says of a source that is stored already what is said with it anew', async () => {
    const source = named('said');
    await ada.post('/strategy', { source, notes: 'First.', tags: ['a'] });
    const { body } = await ada.put('/strategy/said', { source, notes: 'Second.' });
    expect(body.data).toMatchObject({ version: 1, notes: 'Second.', tags: ['a'] });
    expect((await ada.get('/strategy/said')).body.data).toMatchObject({ notes: 'Second.' });
  });

  it.each([{ notes: null }, { tags: null }, { archived: null }])('refuses %j', async (change) => {
    await ada.post('/strategy', { source: named('nulls') });
    const { status, body } = await ada.patch('/strategy/nulls', change);
    expect([status, body.error.code]).toEqual([422, 'request/invalid']);
    expect(body.error.details[0].field).toBe(Object.keys(change)[0]);
  });

  it('asks an admin whose is meant where several users have one of a name', async () => {
    for (const user of [ada, bob]) await user.post('/strategy', { source: named('twice') });
    const { status, body } = await admin.get('/strategy/twice');
    expect([status, body.error.code]).toEqual([409, 'strategy/owner-needed']);
    const owner = (await bob.get('/strategy/twice')).body.data.owner_id;
    const chosen = await admin.get(`/strategy/twice?owner=${owner}`);
    expect([chosen.status, chosen.body.data.owner_id]).toEqual([200, owner]);
    expect((await ada.get('/strategy/twice')).status).toBe(200);
  });

  it('makes a new version of another source, and tells what changed', async () => {
    const source = CROSS.replace('int(5,', 'int(6,');
    const other = await ada.post('/strategy', { source });
    expect([other.status, other.body.error.code]).toEqual([409, 'strategy/name-taken']);
    const { status, body } = await ada.put('/strategy/my-cross', { source });
    expect([status, body.data?.version, body.data?.tags]).toEqual([200, 2, ['trend']]);
    const diff = await ada.get('/strategy/my-cross/diff?from=1&to=2');
    expect(diff.body.data).toMatchObject({ from: 1, to: 2 });
    expect(diff.body.data.diff.split('\n')).toContainEqual(
      '+  params: { fast: int(6, { min: 2, max: 50 }), slow: int(20, { min: 3, max: 200 }) },',
    );
    expect((await ada.get('/strategy/my-cross?version=1')).body.data.source).toBe(CROSS);
    expect((await ada.get('/strategy/my-cross/diff?from=1&to=9')).status).toBe(404);
  });

  it('tells every problem of a source with its place', async () => {
    const source = `import { defineStrategy, int } from '@barline/engine';
import fs from 'node:fs';
export default defineStrategy({
  name: 'wrong',
  params: { fast: int('10') },
  next({ a }, { buy }) {
    if (a.now > 1) byu();
  },
  init: ({ bars, indicator, params }) => ({ a: indicator.smma(bars.close, params.fast) }),
});
console.log(1);
`;
    const { status, body } = await ada.post('/strategy/validate', { source });
    expect([status, body.data.valid]).toEqual([200, false]);
    const found = body.data.problems.map(
      ({ line, column, problem }: { line: number; column: number; problem: string }) =>
        `${line}:${column} ${problem.split('\n')[0]}`,
    );
    expect(found).toEqual([
      '2:1 A strategy imports from @barline/engine only, not from node:fs.',
      "5:23 Argument of type 'string' is not assignable to parameter of type 'number'.",
      "6:10 Property 'a' does not exist on type 'undefined'.",
      "7:20 Cannot find name 'byu'.",
      expect.stringContaining('9:3 Type '),
      "9:58 Property 'smma' does not exist on type 'IndicatorTools'. Did you mean 'sma'?",
      "11:1 Cannot find name 'console'.",
    ]);
    expect(body.data.problems[2].hint).toContain('`init` stands before `next`');
    const refused = await ada.post('/strategy', { source });
    expect([refused.status, refused.body.error.code]).toEqual([422, 'strategy/invalid']);
    expect(refused.body.error.details[3]).toMatchObject({ field: 'source', line: 7, column: 20 });
    expect((await ada.get('/strategy/wrong')).status).toBe(404);
  });

  it('tells where a trial threw, and stores the source all the same', async () => {
    const source = named('throws').replace(
      '    if (crossover',
      "    if (fast.length === 30) throw new Error('Thirty.');\n    if (crossover",
    );
    const { body } = await ada.post('/strategy/validate', { source });
    expect(body.data.problems).toEqual([
      expect.objectContaining({ stage: 'trial', line: 12, column: 35, problem: 'Error: Thirty.' }),
    ]);
    expect(body.data).toMatchObject({ valid: false, name: 'throws', trial: null });
    expect((await ada.post('/strategy', { source })).status).toBe(200);
  });

  it('ends the check of types that take too long, and goes on', async () => {
    const source = `type D = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';
type A = \`\${D}\${D}\${D}\${D}\${Exclude<D, '0'>}\`;
type B = \`\${string}\${A}\`;
const all: A | B = '12345';
export default all;
`;
    const startedMs = performance.now();
    const { body } = await ada.post('/strategy/validate', { source });
    expect(performance.now() - startedMs).toBeLessThan(15_000);
    expect(body.data.problems).toMatchObject([
      { stage: 'types', problem: expect.stringContaining('within 5 s') },
    ]);
    const after = await ada.post('/strategy/validate', { source: CROSS });
    expect(after.body.data.valid).toBe(true);
    expect(app.workers[0]!.child.exitCode).toBeNull();
  });

  it('ends loops and memory without end, and goes on', async () => {
    for (const [body, problem] of [
      ['for (;;);', 'within 1 s'],
      ['const a: number[][] = []; for (;;) a.push(new Array(1e5).fill(1));', 'STRATEGY_MEMORY_MB'],
    ]) {
      const source = `import { defineStrategy } from '@barline/engine';
export default defineStrategy({ name: 'endless', next() { ${body} } });`;
      const checked = await ada.post('/strategy/validate', { source });
      expect(checked.body.data.problems).toMatchObject([
        { stage: 'trial', problem: expect.stringContaining(problem!) },
      ]);
    }
    expect((await ada.post('/strategy/validate', { source: CROSS })).body.data.valid).toBe(true);
  });

  it('refuses what is no source before any work', async () => {
    const send = async (source: string) => {
      const { status, body } = await ada.post('/strategy/validate', { source });
      return [status, body.error?.code];
    };
    const tooLarge = [413, 'strategy/source-too-large'];
    expect(await send('x'.repeat(262_145))).toEqual(tooLarge);
    expect(await send('\n'.repeat(20_000))).toEqual(tooLarge);
    expect(await send('x'.repeat(10_000_000))).toEqual([413, 'request/too-large']);
    expect(await send('a\0b')).toEqual([422, 'strategy/source-unreadable']);
    expect(await send('\u007fELF\u0002\u0001')).toEqual([422, 'strategy/source-unreadable']);
    expect(await send(' ')).toEqual([422, 'strategy/source-unreadable']);
    expect(await send('('.repeat(100_000))).toEqual([200, undefined]);
    expect(await app.query('SELECT id FROM strategy_checks WHERE source <> $1', [''])).toEqual([]);
  });

  it('keeps names of Barline to itself', async () => {
    for (const name of ['sma-cross', 'validate', 'types', 'checks']) {
      const { status, body } = await ada.post('/strategy', { source: named(name) });
      expect([status, body.error.code]).toEqual([409, 'strategy/name-reserved']);
    }
    const other = await ada.post('/strategy', { source: CROSS, name: 'other' });
    expect([other.status, other.body.error.code]).toEqual([422, 'strategy/name-differs']);
    for (const change of [
      ada.put('/strategy/sma-cross', { source: named('sma-cross') }),
      ada.patch('/strategy/sma-cross', { notes: 'Mine.' }),
      ada.delete('/strategy/sma-cross'),
    ]) {
      const { status, body } = await change;
      expect([status, body.error.code]).toEqual([409, 'strategy/built-in']);
    }
  });

  it('keeps strategies of a user from others, but not from admins', async () => {
    for (const path of ['', '/versions', '/diff?from=1']) {
      expect((await bob.get(`/strategy/my-cross${path}`)).status).toBe(404);
    }
    expect((await bob.put('/strategy/my-cross', { source: CROSS })).status).toBe(404);
    expect((await bob.patch('/strategy/my-cross', { notes: '' })).status).toBe(404);
    expect((await bob.delete('/strategy/my-cross')).status).toBe(404);
    const run = await bob.post('/backtest/run', runOf('my-cross'));
    expect([run.status, run.body.error.code]).toEqual([404, 'strategy/not-found']);
    const names = async (session: Session) =>
      (await session.get('/strategy')).body.data.items.map(({ name }: { name: string }) => name);
    expect(await names(bob)).not.toContain('my-cross');
    expect(await names(admin)).toContain('my-cross');
    expect((await admin.get('/strategy/my-cross')).body.data.version).toBe(2);
    const own = await bob.post('/strategy', { source: CROSS });
    expect([own.status, own.body.data?.version]).toEqual([200, 1]);
    const { check_id } = own.body.data.check;
    expect((await ada.get(`/strategy/checks/${check_id}`)).status).toBe(404);
    expect((await bob.get(`/strategy/checks/${check_id}`)).body.data.valid).toBe(true);
  });

  it('records the version that a run names, or the newest', async () => {
    await upload(admin, randomWalk('BTC', 300, '1m'));
    for (const [strategy_version, recorded] of [
      [undefined, 2],
      ['latest', 2],
      [1, 1],
    ]) {
      const run = await ada.post('/backtest/run', { ...runOf('my-cross'), strategy_version });
      expect([run.status, run.body.error]).toEqual([200, undefined]);
      const [row] = await app.query(
        `SELECT strategy_version, version.source_hash = config->>'strategy_hash' AS same
         FROM backtests JOIN strategy_versions AS version ON version.id = strategy_version_id
         WHERE backtests.id = $1`,
        [run.body.data.backtest_id],
      );
      expect(row).toEqual({ strategy_version: recorded, same: true });
    }
    const wrong = { fast: 1, slwo: 30, slow: 2.5 };
    const { status, body } = await ada.post('/backtest/run', {
      ...runOf('my-cross'),
      params: wrong,
    });
    expect([status, body.error.code]).toEqual([422, 'strategy/params-invalid']);
    expect(body.error.details).toEqual([
      { field: 'params.slwo', problem: 'is not a known param; did you mean "slow"?' },
      { field: 'params.fast', problem: 'must be at least 2, got 1' },
      { field: 'params.slow', problem: 'must be a whole number, got 2.5' },
    ]);
  });

  it('deletes what no run refers to, and of an archived strategy the rest', async () => {
    const inUse = await ada.delete('/strategy/my-cross');
    expect([inUse.status, inUse.body.error.code]).toEqual([409, 'strategy/in-use']);
    const unused = CROSS.replace('int(5,', 'int(7,');
    expect((await ada.put('/strategy/my-cross', { source: unused })).body.data.version).toBe(3);
    const archived = await ada.patch('/strategy/my-cross', { archived: true, tags: ['old'] });
    expect(archived.body.data).toMatchObject({ archived: true, tags: ['old'], version: 3 });
    const names = async (query: string) =>
      (await ada.get(`/strategy${query}`)).body.data.items.map((one: { name: string }) => one.name);
    expect(await names('')).not.toContain('my-cross');
    expect(await names('?archived=true&tag=old')).toEqual(['my-cross']);
    const run = await ada.post('/backtest/run', runOf('my-cross'));
    expect([run.status, run.body.error.code]).toEqual([409, 'strategy/archived']);
    expect((await ada.delete('/strategy/my-cross')).body.data).toBe(true);
    const left = await ada.get('/strategy/my-cross/versions');
    expect(left.body.data.items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
    expect((await ada.delete('/strategy/throws')).body.data).toBe(true);
    expect((await ada.get('/strategy/throws')).status).toBe(404);
  });

  it('gives the declarations of all that a strategy may import', async () => {
    const built = readFileSync('dist/libs/strategy/src/checks/engine-types.d.ts', 'utf8');
    expect((await ada.get('/strategy/types')).body.data).toBe(built);
    const file = await ada.get('/strategy/types').set('Accept', 'text/plain');
    expect([file.text, file.headers['content-type']]).toEqual([built, 'text/plain; charset=utf-8']);
  });

  it('speaks Chinese', async () => {
    const { body } = await ada.post('/strategy', { source: ' ' }).set('Accept-Language', 'zh');
    expect(body.message).toBe('源代码不是文本：内容为空。');
  });

  it('answers 202 when no worker checks it in time, and the check goes on later', async () => {
    await admin.post('/monitor/queues/strategy/pause');
    const source = named('later');
    const { status, body } = await ada.post('/strategy', { source });
    expect([status, body.data.status, body.data.valid]).toEqual([202, 'PENDING', null]);
    await admin.post('/monitor/queues/strategy/resume');
    const state = async () =>
      (await ada.get(`/strategy/checks/${body.data.check_id}`)).body.data.status;
    await until(async () => (await state()) === 'COMPLETED', 20_000);
    expect((await ada.get('/strategy/later')).body.data.version).toBe(1);
  });

  it('go with their user', async () => {
    const bobId: string = (await bob.get('/auth/me')).body.data.id;
    const left = () =>
      app.query(
        `SELECT id FROM strategy_versions WHERE owner_id = $1
         UNION ALL SELECT id FROM strategy_checks WHERE user_id = $1`,
        [bobId],
      );
    expect(await left()).not.toEqual([]);
    expect((await admin.delete(`/users/${bobId}`)).status).toBe(200);
    expect(await left()).toEqual([]);
  });

  it('need a user who may write', async () => {
    const viewer = await app.session('viewer');
    expect((await viewer.post('/strategy', { source: CROSS })).status).toBe(403);
    expect((await app.anonymous().post('/strategy/validate', { source: CROSS })).status).toBe(401);
  });
});

function runOf(strategy_name: string) {
  const range = { start_date: '2024-01-01', end_date: '2024-01-01' };
  return { strategy_name, symbol: 'BTC', timeframe: '1m', ...range };
}
