import { describe, expect, it } from '@jest/globals';
import { AppError } from '@app/platform';
import { readRates } from './funding-check.js';

function fieldsOf(body: unknown[]): string[] {
  try {
    readRates(body);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.details.map(({ field }) => field);
  }
  return [];
}

describe('readRates', () => {
  it('reads times of every form, and leaves what a rate may be to the rules', () => {
    const timeMs = Date.UTC(2024, 0, 1, 8);
    expect(
      readRates([
        { time: '2024-01-01T08:00:00Z', rate: 0.0001 },
        { time: '2024-01-01 16:00+08:00', rate: -7 },
        { time: timeMs + 1, rate: -0 },
      ]),
    ).toEqual([
      { timeMs, rate: 0.0001 },
      { timeMs, rate: -7 },
      { timeMs: timeMs + 1, rate: 0 },
    ]);
  });

  it('names all that is malformed', () => {
    const body = [
      { time: '2024-01-01', rate: '0.1' },
      { time: 'noon', rate: 0.1 },
      { rate: 0.1 },
      { time: 0, rate: null },
      { time: 0, rate: 0, symbol: 'X' },
      [0, 0],
    ];
    expect(fieldsOf(body)).toEqual([
      '[0].rate',
      '[1].time',
      '[2].time',
      '[3].rate',
      '[4].symbol',
      '[5]',
    ]);
  });
});
