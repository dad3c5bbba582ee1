import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { expectSeries } from './fixtures/compare.js';
import { ago, mean, naiveEma, wilder, windows, zip } from './fixtures/naive.js';
import * as own from './index.js';

const BARS = 300;
const { open, high, low, close, volume } = makeBars(BARS);
const typical = zip([high, low, close], (h, l, c) => (h + l + c) / 3);
const changes = zip([close, ago(close, 1)], (now, before) => now - before);
const sma = (source: Float64Array, period: number) => windows(source, period, mean);

const sum = (w: Float64Array) => w.reduce((a, b) => a + b, 0);
const rate = (s: Float64Array) => zip([s, ago(s, 1)], (now, before) => now / before - 1);
/** Sets every output to NaN where any is, as functions whose outputs start together do. */
function from(first: number, series: Float64Array): Float64Array {
  return series.map((value, i) => (i < first ? NaN : value));
}

describe('functions of TA-Lib by their definitions', () => {
  it('adosc is the difference of two averages of the A/D line', () => {
    let total = 0;
    const line = zip([high, low, close, volume], (h, l, c, v) => {
      total += h > l ? ((2 * c - l - h) / (h - l)) * v : 0;
      return total;
    });
    const smooth = (period: number) => {
      let last = line[0];
      return line.map((value) => (last += (2 / (period + 1)) * (value - last)));
    };
    const expected = zip([smooth(3), smooth(10)], (fast, slow) => fast - slow);
    expectSeries(own.adosc(high, low, close, volume, 3, 10), from(9, expected));
  });

  it('aroonosc is Aroon up minus Aroon down', () => {
    const period = 14;
    const since = (values: Float64Array, extreme: (...all: number[]) => number) =>
      windows(values, period + 1, (w) => period - w.lastIndexOf(extreme(...w)));
    const expected = zip(
      [since(low, Math.min), since(high, Math.max)],
      (down, up) => ((down - up) / period) * 100,
    );
    expectSeries(own.aroonosc(high, low, period), expected);
  });

  it('beta is the covariance of returns over the variance of the first', () => {
    const [x, y] = [rate(high), rate(low)];
    const expected = x.map((_, i) => {
      if (i < 5) return NaN;
      const [xs, ys] = [x.subarray(i - 4, i + 1), y.subarray(i - 4, i + 1)];
      const [mx, my] = [mean(xs), mean(ys)];
      const covariance = xs.reduce((sum, value, k) => sum + (value - mx) * (ys[k] - my), 0);
      return covariance / xs.reduce((sum, value) => sum + (value - mx) ** 2, 0);
    });
    expectSeries(own.beta(high, low, 5), expected, 1e-7);
  });

  it('cmo is the balance of smoothed gains and losses', () => {
    const gain = wilder(
      changes.map((change) => Math.max(change, 0)),
      14,
    );
    const loss = wilder(
      changes.map((change) => Math.max(-change, 0)),
      14,
    );
    expectSeries(
      own.cmo(close, 14),
      zip([gain, loss], (g, l) => (100 * (g - l)) / (g + l)),
    );
  });

  it('dema is twice the EMA minus the EMA of the EMA', () => {
    const once = naiveEma(close, 12);
    expectSeries(
      own.dema(close, 12),
      zip([once, naiveEma(once, 12)], (a, b) => 2 * a - b),
    );
  });

  it('htSine is the sine of the phase and of 45 degrees more', () => {
    const phase = own.htDcphase(close);
    const { sine, leadSine } = own.htSine(close);
    expectSeries(
      sine,
      phase.map((degrees) => Math.sin((degrees * Math.PI) / 180)),
    );
    expectSeries(
      leadSine,
      phase.map((degrees) => Math.sin(((degrees + 45) * Math.PI) / 180)),
    );
  });

  it('htSine follows a pure wave', () => {
    const wave = Float64Array.from(
      { length: BARS },
      (_, i) => 100 + Math.sin((2 * Math.PI * i) / 20),
    );
    const { sine } = own.htSine(wave);
    for (let i = 200; i < BARS; i++) expect(sine[i]).toBeCloseTo(wave[i] - 100, 1);
  });

  it.each([2, 14, 100])('imi is the share of rising bodies of %i bars, NaN without any', (n) => {
    const body = zip([close, open], (c, o) => c - o).fill(0, 150, 153);
    const flat = zip([close, body], (c, b) => c - b);
    const side = (sign: number) =>
      windows(
        body.map((value) => Math.max(sign * value, 0)),
        n,
        sum,
      );
    const expected = zip([side(1), side(-1)], (up, down) => (100 * up) / (up + down));
    expect(Number.isNaN(expected[152])).toBe(n === 2);
    expectSeries(own.imi(flat, close, n), expected);
  });

  it('kama weighs by the square of the efficiency ratio between constants of 2 and 30 bars', () => {
    const period = 10;
    let last = close[period - 1];
    const expected = close.map((value, i) => {
      if (i < period) return NaN;
      const path = changes.subarray(i - period + 1, i + 1).reduce((sum, c) => sum + Math.abs(c), 0);
      const ratio = path === 0 ? 1 : Math.abs(value - close[i - period]) / path;
      last += (ratio * (2 / 3 - 2 / 31) + 2 / 31) ** 2 * (value - last);
      return last;
    });
    expectSeries(own.kama(close, period), expected);
  });

  it.each([2, 14, 64, 65, 100])('the line through %i values is the one of least squares', (n) => {
    const middle = (n - 1) / 2;
    const slope = windows(close, n, (w) => {
      const height = mean(w);
      const spread = w.reduce((sum, _, k) => sum + (k - middle) ** 2, 0);
      return w.reduce((sum, value, k) => sum + (k - middle) * (value - height), 0) / spread;
    });
    const at = (bar: number) => zip([sma(close, n), slope], (m, s) => m + s * (bar - middle));
    expectSeries(own.linearregSlope(close, n), slope, 1e-7);
    expectSeries(
      own.linearregAngle(close, n),
      slope.map((s) => (Math.atan(s) / Math.PI) * 180),
      1e-7,
    );
    expectSeries(own.linearreg(close, n), at(n - 1));
    expectSeries(own.linearregIntercept(close, n), at(0));
    expectSeries(own.tsf(close, n), at(n));
  });

  it('macdext with exponential averages is macd, in either order of periods', () => {
    const expected = own.macd(close, 12, 26, 9);
    for (const [fast, slow] of [
      [12, 26],
      [26, 12],
    ]) {
      const actual = own.macdext(close, fast, 1, slow, 1, 9, 1);
      for (const line of ['macd', 'signal', 'histogram'] as const)
        expectSeries(actual[line], expected[line]);
    }
  });

  it('macdext with other averages is their difference', () => {
    const macd = zip([naiveEma(close, 5), sma(close, 20)], (fast, slow) => fast - slow);
    const actual = own.macdext(close, 5, 1, 20, 0, 4, 0);
    const signal = sma(macd, 4);
    expectSeries(actual.signal.subarray(150), signal.subarray(150), 1e-7);
    expectSeries(actual.macd.subarray(150), macd.subarray(150), 1e-7);
    expectSeries(
      actual.histogram,
      zip([actual.macd, actual.signal], (a, b) => a - b),
    );
  });

  it('mfi is the share of money flow on rising typical prices', () => {
    const move = zip([typical, ago(typical, 1)], (now, before) => Math.sign(now - before));
    const flow = zip([typical, volume], (price, amount) => price * amount);
    const side = (sign: number) =>
      windows(
        zip([flow, move], (f, m) => (m === sign ? f : 0)),
        14,
        sum,
      );
    const expected = zip([side(1), side(-1)], (up, down) => (100 * up) / (up + down));
    expectSeries(own.mfi(high, low, close, volume, 14), from(14, expected));
  });

  it('ppo is the distance of two averages in percent of the slower', () => {
    const expected = zip([sma(close, 12), sma(close, 26)], (f, s) => (100 * (f - s)) / s);
    expectSeries(own.ppo(close, 12, 26, 0), expected, 1e-8);
    expectSeries(own.ppo(close, 26, 12, 0), expected, 1e-8);
  });

  it('stochrsi is where the RSI stands in its own range', () => {
    const gain = wilder(
      changes.map((change) => Math.max(change, 0)),
      14,
    );
    const loss = wilder(
      changes.map((change) => Math.max(-change, 0)),
      14,
    );
    const index = zip([gain, loss], (g, l) => (100 * g) / (g + l));
    const fastK = windows(index, 5, (w) => {
      const [bottom, top] = [Math.min(...w), Math.max(...w)];
      return top > bottom ? (100 * (w[4] - bottom)) / (top - bottom) : w[4] - bottom;
    });
    const actual = own.stochrsi(close, 14, 5, 3, 0);
    expectSeries(actual.fastK, from(20, fastK));
    expectSeries(actual.fastD, sma(fastK, 3));
  });

  it('t3 is a generalised double average applied three times', () => {
    const e = [close];
    for (let i = 1; i <= 6; i++) e[i] = naiveEma(e[i - 1], 5);
    const v = 0.7;
    const expected = zip(
      e.slice(3),
      (e3, e4, e5, e6) =>
        (1 + v) ** 3 * e3 - 3 * (1 + v) ** 2 * v * e4 + 3 * (1 + v) * v * v * e5 - v ** 3 * e6,
    );
    expectSeries(own.t3(close, 5, v), expected);
  });

  it('trix is the rate of change of a triple average', () => {
    const triple = naiveEma(naiveEma(naiveEma(close, 9), 9), 9);
    const expected = zip(
      [triple, ago(triple, 1)],
      (now, before) => (100 * (now - before)) / before,
    );
    expectSeries(own.trix(close, 9), expected, 1e-8);
  });

  it('ultosc weighs buying pressure of three periods, whatever their order', () => {
    const before = ago(close, 1);
    const pressure = zip([close, low, before], (c, l, b) => c - Math.min(l, b));
    const range = zip([high, low, before], (h, l, b) => Math.max(h, b) - Math.min(l, b));
    const share = (n: number) => zip([sma(pressure, n), sma(range, n)], (p, r) => p / r);
    const expected = zip(
      [share(7), share(14), share(28)],
      (a, b, c) => (100 * (4 * a + 2 * b + c)) / 7,
    );
    expectSeries(own.ultosc(high, low, close, 7, 14, 28), expected);
    expectSeries(own.ultosc(high, low, close, 28, 7, 14), expected);
  });
});

describe('sar', () => {
  const stops = own.sar(high, low, 0.02, 0.2);

  it('stays beyond the bars of its side and jumps to the old extreme on a touch', () => {
    let long = stops[1] <= low[1];
    let extreme = long ? high[1] : low[1];
    for (let i = 2; i < BARS; i++) {
      const wasLong: boolean = long;
      long = stops[i] <= low[i] && stops[i] <= low[i - 1];
      if (long !== wasLong) {
        const edge = long
          ? Math.min(extreme, low[i], low[i - 1])
          : Math.max(extreme, high[i], high[i - 1]);
        expect(stops[i]).toBe(edge);
        extreme = long ? high[i] : low[i];
      } else {
        extreme = long ? Math.max(extreme, high[i]) : Math.min(extreme, low[i]);
        if (!long) expect(stops[i]).toBeGreaterThanOrEqual(Math.max(high[i], high[i - 1]));
      }
    }
  });

  it('follows a hand-worked rise with growing factors', () => {
    const highs = Float64Array.of(10, 11, 12, 13, 14, 15);
    const lows = highs.map((value) => value - 1);
    const expected = [NaN, 9, 9.04, 9.1584, 9.388896, 9.75778432];
    expectSeries(own.sar(highs, lows, 0.02, 0.2), Float64Array.from(expected));
  });

  it('is sarext without its extras, but for the sign', () => {
    const extended = own.sarext(high, low, 0, 0, 0.02, 0.02, 0.2, 0.02, 0.02, 0.2);
    expectSeries(extended.map(Math.abs), stops);
  });
});

describe('ties', () => {
  const stairs = makeBars(BARS).volume.map((value) => value % 4);

  it.each([
    [1, own.maxindex],
    [-1, own.minindex],
  ])('are won by a new value, and by the earliest once the winner has left', (sign, index) => {
    let best = -1;
    const expected = stairs.map((value, i) => {
      if (i < 4) return NaN;
      const window = [...stairs.subarray(i - 4, i + 1)].map((v) => sign * v);
      if (best < i - 4) best = i - 4 + window.indexOf(Math.max(...window));
      else if (sign * value >= sign * stairs[best]) best = i;
      return best;
    });
    expectSeries(index(stairs, 5), expected, 0);
  });
});
