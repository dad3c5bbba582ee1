import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';

describe('/metrics', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
  });

  afterAll(() => app.close());

  const read = (headers: Record<string, string> = {}) => fetch(`${app.url}/metrics`, { headers });

  it('gives this machine the figures of the process and of the system', async () => {
    await app.anonymous().get('/kline/BTCUSD?timeframe=1h');
    await app.anonymous().get('/nowhere');
    const response = await read();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    for (const line of [
      /^process_resident_memory_bytes \d+/m,
      /^nodejs_eventloop_lag_p99_seconds /m,
      /^http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/kline\/:symbol",status="401"\} 1$/m,
      /^http_request_duration_seconds_count\{method="GET",route="none",status="404"\} 1$/m,
      /^barline_up\{part="database"\} 1$/m,
      /^barline_up\{part="queue"\} 1$/m,
      /^barline_processes\{kind="api"\} 1$/m,
      /^barline_queue_jobs\{queue="backtest",state="waiting"\} 0$/m,
      /^barline_runs\{state="COMPLETED"\} 0$/m,
      /^barline_sockets 0$/m,
      /^barline_topics 0$/m,
    ]) {
      expect(text.split('\n').filter((one) => line.test(one))).toHaveLength(1);
    }
    expect(text).not.toContain('nowhere');
  });

  it('is closed to those behind a proxy', async () => {
    const response = await read({ 'X-Forwarded-For': '203.0.113.9' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'metrics/loopback-only' } });
  });

  it('wants METRICS_TOKEN where it is set', async () => {
    const other = await startApp({ workers: 0, env: { METRICS_TOKEN: 'scrape me' } });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${other.url}/metrics`, { headers })).status;
    try {
      expect(await status({})).toBe(401);
      expect(await status({ Authorization: 'Bearer scrape' })).toBe(401);
      expect(await status({ Authorization: 'Bearer scrape me' })).toBe(200);
    } finally {
      await other.close();
    }
  });
});
