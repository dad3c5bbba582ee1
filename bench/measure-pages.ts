import { Agent, get } from 'node:http';
import type { Figure } from '../libs/engine/bench/report.js';
import { median } from '../libs/engine/bench/timing.js';
import { inTurns, ms } from './in-turns.js';
import type { Scratch } from './scratch.js';
import { login, startServer } from './server.js';
import { storeYear } from './year.js';

const PAGE = 10_000;
const ROUNDS = 15;
const WALKS = 5;
const DEPTH = 50;

/** Pages of bars over HTTP: beside their SQL and JSON.stringify, and deep in a series. */
export async function measurePages(scratch: Scratch): Promise<Figure[]> {
  const { client } = scratch;
  const seriesId = await storeYear(client, 'PAGES');
  const api = await startServer('api', scratch);
  const read = reader(`${api.address}/api/v1/kline/PAGES?timeframe=1m`, await login(api));
  const [http, bare, cached] = await inTurns(
    ROUNDS,
    (round) => read(`&page_size=${PAGE}&start_date=${from(round)}`),
    async (round) => {
      const { rows } = await client.query(
        `SELECT open_time, open, high, low, close, volume, quote_volume, trades FROM klines
         WHERE series_id = $1 AND open_time >= $2 ORDER BY open_time LIMIT $3`,
        [seriesId, from(round), PAGE],
      );
      return JSON.stringify({ items: rows });
    },
    () => read(`&page_size=${PAGE}`),
  );
  const deep = await walk(read);
  await api.stop();
  const pages = `page ${DEPTH} by cursor / page 1`;
  return [
    { name: `page of ${PAGE} / its SQL and JSON.stringify`, ...ratio(http, bare), most: 2 },
    { name: 'the same page from the cache / read anew', ...ratio(cached, http) },
    { name: pages, ...ratio(deep.last, deep.first), most: 1.25 },
  ];
}

// Another minute each time: a page that was read before comes from the cache.
function from(round: number): string {
  return new Date(Date.UTC(2020, 1, 1, 0, round)).toISOString();
}

// Each walk starts at another time before the first bar, so that no page was read before.
async function walk(read: (query: string) => Promise<string>) {
  const first: number[] = [];
  const last: number[] = [];
  for (let k = 0; k < WALKS; k++) {
    let query = `&page_size=${PAGE}&start_date=2019-01-0${k + 1}`;
    for (let page = 1; page <= DEPTH; page++) {
      const startMs = performance.now();
      const text = await read(query);
      if (page === 1) first.push(performance.now() - startMs);
      if (page === DEPTH) last.push(performance.now() - startMs);
      const cursor = /"next_cursor":"([^"]+)"/.exec(text)?.[1] ?? '';
      query = `&page_size=${PAGE}&start_date=2019-01-0${k + 1}&cursor=${cursor}`;
    }
  }
  return { first: median(first), last: median(last) };
}

// One connection that stays open, and an answer that is not packed: packing is measured nowhere.
function reader(url: string, headers: Record<string, string>) {
  const agent = new Agent({ keepAlive: true });
  return (query: string) =>
    new Promise<string>((resolve, reject) => {
      get(`${url}${query}`, { agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(text));
        });
      }).on('error', reject);
    });
}

function ratio(first: number, second: number) {
  return { value: first / second, unit: '×', note: `${ms(first)} and ${ms(second)}` };
}
