import type { SchemaElement } from 'hyparquet';
import type { RawValues } from './parquet-values.js';

const DAY_MS = 86_400_000;

/** Says whether a column holds times that name no zone; null where it holds no times. */
export function localTimes({
  logical_type: logical,
  converted_type: converted,
  type,
}: SchemaElement): boolean | null {
  if (logical?.type === 'TIMESTAMP') return !logical.isAdjustedToUTC;
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS') return false;
  if (type === 'INT96' || logical?.type === 'DATE' || converted === 'DATE') return true;
  return null;
}

/** Turns raw values into numbers (times into epoch milliseconds) and texts, as the type of their column says. */
export function plainValues(raw: RawValues, element: SchemaElement): (number | string)[] {
  const { logical_type: logical, converted_type: converted, type } = element;
  const unit =
    logical?.type === 'TIMESTAMP'
      ? logical.unit
      : UNITS[type === 'INT96' ? type : (converted ?? '')];
  const decimals = converted === 'DECIMAL' || logical?.type === 'DECIMAL';
  const scale = decimals
    ? Number(`1e${element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0)}`)
    : 1;
  const days = logical?.type === 'DATE' || converted === 'DATE';
  return Array.from(raw as ArrayLike<number | bigint | Uint8Array>, (value) => {
    if (typeof value === 'bigint') return unit ? timeOf(value, unit) : Number(value) / scale;
    if (typeof value === 'number') return days ? value * DAY_MS : value / scale;
    return decimals
      ? bigEndian(value) / scale
      : Buffer.from(value.subarray(0, 200)).toString('utf8');
  });
}

const UNITS: Record<string, 'MILLIS' | 'MICROS' | 'NANOS'> = {
  TIMESTAMP_MILLIS: 'MILLIS',
  TIMESTAMP_MICROS: 'MICROS',
  INT96: 'NANOS',
};

function timeOf(value: bigint, unit: 'MILLIS' | 'MICROS' | 'NANOS'): number {
  if (unit === 'MILLIS') return Number(value);
  return Number(unit === 'MICROS' ? value / 1000n : value / 1_000_000n);
}

function bigEndian(bytes: Uint8Array): number {
  const hex = Buffer.from(bytes).toString('hex');
  return hex === '' ? 0 : Number(BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`)));
}
