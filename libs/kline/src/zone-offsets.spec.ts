import { describe, expect, it } from '@jest/globals';
import { zoneOffsets } from './zone-offsets.js';

const at = (iso: string) => Date.parse(iso);

describe('the offsets of a zone', () => {
  it('are none for UTC', () => {
    expect(zoneOffsets('UTC', at('2024-01-01'), at('2025-01-01'))).toBeNull();
  });

  it('change at the minute when its clocks do', () => {
    // New York went to summer time on 10 March 2024 at 07:00 UTC and back on 3 November at 06:00 UTC.
    expect(zoneOffsets('America/New_York', at('2024-01-02T14:30Z'), at('2025-01-01'))).toEqual([
      { from: at('2024-01-02T14:30Z'), minutes: -300 },
      { from: at('2024-03-10T07:00Z'), minutes: -240 },
      { from: at('2024-11-03T06:00Z'), minutes: -300 },
    ]);
  });

  it('may be no whole hours, and one for all times', () => {
    expect(zoneOffsets('Asia/Kolkata', at('2020-01-01'), at('2024-01-01'))).toEqual([
      { from: at('2020-01-01'), minutes: 330 },
    ]);
  });

  it('see a change on the last day', () => {
    const offsets = zoneOffsets('Europe/Berlin', at('2024-03-30T12:00Z'), at('2024-03-31T02:00Z'));
    expect(offsets?.at(-1)).toEqual({ from: at('2024-03-31T01:00Z'), minutes: 120 });
  });
});
