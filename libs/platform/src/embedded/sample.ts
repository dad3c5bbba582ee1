import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../reason.js';
import { SampleClient } from './sample-client.js';

/** Says on which server the sample is run, by whom, and where its files are. */
export interface SampleOptions {
  address: string;
  home: string;
  folder: string;
  username: string;
  password: string;
  print(line: string): void;
  signal: AbortSignal;
}

interface Status {
  status: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'STOPPED';
  progress: number;
  message: string;
}

const MARKER = 'sample.done';
const LIMIT_MS = 120_000;
const POLL_MS = 300;
const BATCH = 10_000;

const SERIES = [
  { symbol: 'SPY', timeframe: '1d' },
  { symbol: 'BTCUSDT', timeframe: '1h' },
];

const RUN = {
  strategy_name: 'sma-cross',
  params: { fast: 50, slow: 200 },
  symbol: 'SPY',
  timeframe: '1d',
  start_date: '1998-01-02',
  end_date: '2021-03-31',
  initial_capital: 10_000,
  commission: 0.0005,
};

/** Uploads the sample and runs one backtest on it, once for a home; a failure is told, never thrown. */
export async function runSampleOnce(options: SampleOptions): Promise<void> {
  const marker = join(options.home, MARKER);
  if (existsSync(marker)) return;
  try {
    const id = await runSample(options);
    writeFileSync(marker, `${id}\n`, { mode: 0o600 });
  } catch (error) {
    if (options.signal.aborted) return;
    options.print(`The sample could not be run: ${reasonOf(error)}`);
  }
}

async function runSample(options: SampleOptions): Promise<string> {
  const { address, folder, username, password, print } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(LIMIT_MS)]);
  const client = new SampleClient(address, signal);
  await client.login(username, password);
  for (const series of SERIES) {
    const count = await upload(client, folder, series);
    print(`Sample: uploaded ${count} bars of ${series.symbol}, ${series.timeframe}.`);
  }
  const { backtest_id } = await client.post<{ backtest_id: string }>('backtest/run', RUN);
  await follow(client, backtest_id, print);
  const { statistics } = await client.get<{ statistics: Record<string, number | null> }>(
    `backtest/${backtest_id}/result`,
  );
  print(figures(statistics));
  return backtest_id;
}

async function upload(
  client: SampleClient,
  folder: string,
  { symbol, timeframe }: { symbol: string; timeframe: string },
): Promise<number> {
  const text = readFileSync(join(folder, `${symbol}-${timeframe}.csv`), 'utf8');
  const [, ...lines] = text.trim().split('\n');
  const bars = lines.map((line) => {
    const [open_time, ...figures] = line.split(',');
    const [open, high, low, close, volume] = figures.map(Number);
    return { symbol, timeframe, open_time, open, high, low, close, volume };
  });
  for (let from = 0; from < bars.length; from += BATCH) {
    await client.post('kline/upload', bars.slice(from, from + BATCH));
  }
  return bars.length;
}

async function follow(
  client: SampleClient,
  id: string,
  print: (line: string) => void,
): Promise<void> {
  const { strategy_name, symbol, timeframe, start_date, end_date } = RUN;
  print(`Sample: ${strategy_name} on ${symbol}, ${timeframe}, ${start_date} to ${end_date}.`);
  let told = '';
  for (;;) {
    const { status, progress, message } = await client.get<Status>(`backtest/${id}/status`);
    const news = `Sample: ${status} ${Math.round(progress)} %`;
    if (news !== told) print(news);
    told = news;
    if (status === 'COMPLETED') return;
    if (status === 'FAILED' || status === 'STOPPED') throw new Error(message || status);
    await delay(POLL_MS);
  }
}

function figures(statistics: Record<string, number | null>): string {
  const figure = (name: string, digits: number) =>
    `${name} ${statistics[name]?.toFixed(digits) ?? 'none'}`;
  return `Sample: ${[
    figure('total_return', 4),
    figure('sharpe', 2),
    figure('max_drawdown', 4),
    figure('trades', 0),
    figure('equity_final', 2),
  ].join(', ')}.`;
}
