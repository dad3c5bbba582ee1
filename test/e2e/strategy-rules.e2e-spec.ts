import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInsAsRules } from '../../libs/strategy/src/rules/fixtures/built-ins.js';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const DIP = {
  name: 'dip',
  description: 'Buys a dip.',
  params: { period: { type: 'int', default: 14, min: 1, max: 400 } },
  series: { rsi: { indicator: 'rsi', params: { timePeriod: { param: 'period' } }, pane: 'rsi' } },
  entry: { long: { crosses_below: ['rsi', 35] } },
  exit: { long: { '>': ['rsi', 55] }, after: 48 },
  stop: { fraction: 0.05 },
};

describe('a strategy as rules', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 1, env: { STRATEGY_MEMORY_MB: '64' } });
    await upload(await app.session('admin', 'admin'), randomWalk('BTC', 2000, '1h'));
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app.close());

  const asked = (strategy_name: string, params: object = {}) => ({
    strategy_name,
    params,
    symbol: 'BTC',
    timeframe: '1h',
    start_date: '2024-01-01',
    end_date: '2024-03-20',
  });

  async function manifestOf(strategy: string, params?: object) {
    const id = await startRun(ada, asked(strategy, params));
    await untilStatus(ada, id, ['COMPLETED']);
    return (await ada.get(`/backtest/${id}/result`)).body.data.manifest;
  }

  it('is checked, and nothing is stored', async () => {
    const { status, body } = await ada.post('/strategy/validate', { rules: DIP });
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.data).toMatchObject({ valid: true, name: 'dip', scope: 'symbol', warm_up: 14 });
    expect(body.data.indicators).toMatchObject([{ symbol: 'SYMBOL1', timeframe: '1h' }]);
    expect(body.data.trial).toMatchObject({ bars: 500, symbols: 1 });
    expect(body.data.trial.trades).toBeGreaterThan(0);
    expect((await ada.get('/strategy/dip')).status).toBe(404);
  });

  it('is kept in versions, which can be compared', async () => {
    const first = await ada.post('/strategy', { rules: DIP, tags: ['dips'] });
    expect([first.status, first.body.error]).toEqual([200, undefined]);
    expect(first.body.data).toMatchObject({ name: 'dip', version: 1, kind: 'rules', warm_up: 14 });
    expect(JSON.parse(first.body.data.source)).toEqual(DIP);
    expect(first.body.data.params_schema.properties.period).toMatchObject({ default: 14 });
    expect((await ada.post('/strategy', { rules: DIP })).body.data.version).toBe(1);
    const rules = { ...DIP, stop: { fraction: 0.03 } };
    const { body } = await ada.put('/strategy/dip', { rules });
    expect(body.data).toMatchObject({ version: 2, tags: ['dips'] });
    const { diff } = (await ada.get('/strategy/dip/diff?from=1&to=2')).body.data;
    expect(diff.split('\n')).toEqual(
      expect.arrayContaining(['-    "fraction": 0.05', '+    "fraction": 0.03']),
    );
  });

  it.each(['sma-cross', 'macd', 'rsi-reversal'])(
    'that says what %s says has its result, bit for bit',
    async (name) => {
      const rules = { ...builtInsAsRules[name], name: `my-${name}` };
      const { status, body } = await ada.post('/strategy', { rules });
      expect([status, body.error]).toEqual([200, undefined]);
      expect((await manifestOf(`my-${name}`)).result_hash).toBe(
        (await manifestOf(name)).result_hash,
      );
    },
  );

  it('is refused with every problem and its place, in the language asked for', async () => {
    const rules = {
      ...DIP,
      series: { rsi: { indicator: 'rsii' } },
      entry: { long: { all: [{ '>': ['clos', 1] }, { '>': ['close'] }] } },
      stop: { fraction: 2 },
      targt: 1,
    };
    const { status, body } = await ada.post('/strategy', { rules });
    expect([status, body.error.code]).toEqual([422, 'strategy/invalid']);
    expect(body.error.details).toEqual([
      { field: 'rules.targt', problem: 'names an unknown key targt; did you mean target?' },
      {
        field: 'rules.series.rsi.indicator',
        problem: 'names an unknown indicator rsii; did you mean rsi?',
      },
      {
        field: 'rules.entry.long.all[0][">"][0]',
        problem: 'names an unknown series clos; did you mean close?',
      },
      { field: 'rules.entry.long.all[1][">"]', problem: 'must be a list of 2, got 1' },
      { field: 'rules.stop.fraction', problem: 'must be below 1, got 2' },
    ]);
    const chinese = await ada.post('/strategy/validate', { rules }).set('Accept-Language', 'zh');
    expect(chinese.body.data).toMatchObject({ valid: false, name: null });
    expect(chinese.body.data.problems[3]).toEqual({
      stage: 'rules',
      line: null,
      column: null,
      field: 'entry.long.all[1][">"]',
      problem: '应为 2 项的列表，实为 1 项',
      hint: null,
    });
  });

  it('is refused beside a source, and without either', async () => {
    const both = await ada.post('/strategy', { rules: DIP, source: 'export {};' });
    expect([both.status, both.body.error.details[0].field]).toEqual([422, 'source']);
    const neither = await ada.post('/strategy/validate', {});
    expect([neither.status, neither.body.error.details[0].field]).toEqual([422, 'source']);
  });

  it('has its params checked with what they mean for its series before it runs', async () => {
    const { status, body } = await ada.post('/backtest/run', asked('dip', { period: 1 }));
    expect([status, body.error.code]).toEqual([422, 'strategy/params-invalid']);
    expect(body.error.details).toEqual([
      { field: 'params', problem: 'series.rsi.params.timePeriod must be at least 2, got 1' },
    ]);
    const wrong = await ada.post('/backtest/run', asked('dip', { period: 1000, periods: 3 }));
    expect(wrong.body.error.details.map(({ field }: { field: string }) => field)).toEqual([
      'params.periods',
      'params.period',
    ]);
    expect(await manifestOf('dip', { period: 7 })).toMatchObject({ params: { period: 7 } });
  });

  it('is tried on bars of the shortest timeframe that it names', async () => {
    const rules = {
      name: 'minutes',
      series: { fast: { indicator: 'sma', timeframe: '5m', params: { timePeriod: 3 } } },
      entry: { long: { '>': ['5m:close', 'fast'] } },
    };
    const { body } = await ada.post('/strategy/validate', { rules });
    expect(body.data).toMatchObject({ valid: true, indicators: [{ timeframe: '5m' }] });
  });

  it('has its schema published', async () => {
    const { body } = await ada.get('/strategy/rules-schema');
    expect(body.data.required).toEqual(['name', 'entry']);
    const file = await ada.get('/strategy/rules-schema').set('Accept', 'application/schema+json');
    expect(file.headers['content-type']).toContain('application/schema+json');
    expect(JSON.parse(file.text ?? file.body.toString())).toEqual(body.data);
    expect((await ada.post('/strategy', { rules: { ...DIP, name: 'rules-schema' } })).status).toBe(
      409,
    );
  });
});
