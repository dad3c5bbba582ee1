import { describe, expect, it } from '@jest/globals';
import { CopyReader } from '../copy-reader.js';
import { COPY_END, COPY_START, setTimestamp } from '@app/platform/copy';
import { encodeCopyRows } from './copy-encoder.js';

const TYPES = ['timestamptz', 'float8', 'int4'] as const;
const column = (...values: number[]) => Float64Array.from(values);

describe('encodeCopyRows', () => {
  it('writes what the reader of binary COPY reads back', () => {
    const written = [
      column(1_483_228_800_000, 0, -62_135_596_800_000, 253_402_300_799_999),
      column(966.61, -0.1, NaN, 1e300),
      column(-7, NaN, 2_147_483_647, 0),
    ];
    const read = written.map(() => new Float64Array(4));
    const reader = new CopyReader(read);
    reader.push(Buffer.concat([COPY_START, encodeCopyRows(TYPES, written, 4), COPY_END]));
    expect(reader.finish()).toBe(4);
    expect(read).toEqual(written);
  });

  it('leaves out the rows beyond the count', () => {
    const bytes = encodeCopyRows(['int4'], [column(1, 2, 3)], 1);
    expect([...bytes]).toEqual([0, 1, 0, 0, 0, 4, 0, 0, 0, 1]);
  });
});

describe('setTimestamp', () => {
  const micros = (timeMs: number) => {
    const view = new DataView(new ArrayBuffer(8));
    setTimestamp(view, 0, timeMs);
    return view.getBigInt64(0);
  };

  it('counts microseconds since 2000, exactly also where a double cannot', () => {
    expect(micros(946_684_800_001)).toBe(1000n);
    expect(micros(946_684_799_999)).toBe(-1000n);
    expect(micros(253_402_300_799_999)).toBe(252_455_615_999_999_000n);
    expect(micros(-62_135_596_800_000)).toBe(-63_082_281_600_000_000n);
  });
});
