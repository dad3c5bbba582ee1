import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, upload, type WireBar } from '../support/bars.js';
import type { Session } from '../support/session.js';

const louder = (bar: WireBar): WireBar => ({ ...bar, volume: bar.volume + 1 });
const othersBar = (index: number) => ({ index, reason: 'others-bar' });

describe('Uploading to a series of somebody else', () => {
  let app: TestApp;
  let admin: Session;
  let ada: Session;
  let bob: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
    ada = await app.session('trader', 'ada');
    bob = await app.session('trader', 'bob');
  });

  afterAll(() => app?.close());

  const send = async (session: Session, bars: WireBar[]) =>
    (await session.post('/kline/upload', bars)).body.data;
  const volumes = async (symbol: string) => {
    const { body } = await ada.get(`/kline/${symbol}?timeframe=1h&page_size=1000`);
    return body.data.items.map(({ volume }: WireBar) => volume);
  };
  const version = async (symbol: string) => {
    const [series] = await app.query<{ version: number }>(
      'SELECT version FROM series WHERE symbol = $1',
      [symbol],
    );
    return series?.version;
  };

  it('leaves out what would change a stored bar, and takes new and identical bars', async () => {
    const bars = randomWalk('SHARED', 12);
    await upload(admin, bars.slice(1, 10));
    const sent = bars.map((bar, i) => (i === 3 || i === 5 ? louder(bar) : bar));
    expect(await send(ada, sent)).toEqual({
      uploaded_count: 10,
      inserted_count: 3,
      updated_count: 0,
      rejected: [othersBar(3), othersBar(5)],
    });
    expect(await volumes('SHARED')).toEqual(bars.map(({ volume }) => volume));
  });

  it('takes identical bars again without a new version', async () => {
    const bars = randomWalk('SAME', 10);
    await upload(ada, bars);
    expect(await send(bob, bars)).toEqual({
      uploaded_count: 10,
      inserted_count: 0,
      updated_count: 0,
      rejected: [],
    });
    expect(await send(bob, bars.map(louder))).toMatchObject({ uploaded_count: 0 });
    expect(await version('SAME')).toBe(1);
  });

  it('judges each of several bars with one open time', async () => {
    const [stored, next] = randomWalk('TWICE', 2);
    await upload(ada, [stored!]);
    const sent = [louder(stored!), stored!, louder(stored!), next!, louder(next!)];
    expect(await send(bob, sent)).toEqual({
      uploaded_count: 3,
      inserted_count: 1,
      updated_count: 0,
      rejected: [othersBar(0), othersBar(2)],
    });
    expect(await volumes('TWICE')).toEqual([stored!.volume, next!.volume + 1]);
  });

  it('notices a changed quote volume where none was told', async () => {
    const [bar] = randomWalk('QUOTE', 1);
    await upload(ada, [bar!]);
    const { rejected } = await send(bob, [{ ...bar!, quote_volume: 1 } as WireBar]);
    expect(rejected).toEqual([othersBar(0)]);
  });

  it('lets the owner and admins change any bar, also one that another trader added', async () => {
    const bars = randomWalk('OWNED', 6);
    await upload(ada, bars.slice(0, 4));
    await upload(bob, bars.slice(4));
    expect(await send(bob, [louder(bars[5]!)])).toMatchObject({ rejected: [othersBar(0)] });
    expect(await send(ada, bars.map(louder))).toMatchObject({ updated_count: 6, rejected: [] });
    expect(await send(admin, bars)).toMatchObject({ updated_count: 6, rejected: [] });
    expect(await send(ada, [louder(bars[0]!)])).toMatchObject({ updated_count: 1, rejected: [] });
  });

  it('gives an emptied series to the user who fills it anew, and one of nobody to none', async () => {
    const bars = randomWalk('ANEW', 3);
    await upload(ada, bars);
    await admin.delete('/kline/ANEW');
    await upload(bob, bars);
    expect(await send(bob, bars.map(louder))).toMatchObject({ updated_count: 3 });
    expect((await send(ada, bars)).rejected).toHaveLength(3);
    await app.query("UPDATE series SET owner_id = NULL WHERE symbol = 'ANEW'");
    expect((await send(bob, bars)).rejected).toHaveLength(3);
    expect(await send(admin, bars)).toMatchObject({ updated_count: 3 });
  });

  it('has one owner when two traders begin a series at once', async () => {
    const bars = randomWalk('RACE', 500);
    const [first, second] = await Promise.all([send(ada, bars), send(bob, bars.map(louder))]);
    expect(first.inserted_count + second.inserted_count).toBe(500);
    expect(first.rejected.length + second.rejected.length).toBe(500);
    const kept = first.inserted_count === 500 ? bars : bars.map(louder);
    expect(await volumes('RACE')).toEqual(kept.map(({ volume }) => volume));
    expect(await version('RACE')).toBe(1);
  });
});
