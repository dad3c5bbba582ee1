import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { AppError, render, text } from '@app/platform';
import { Fits } from './fits.decorator.js';
import { RequestValidationPipe } from './validation.pipe.js';

class Leg {
  @IsString()
  @Length(1, 3)
  symbol!: string;
}

class Plan {
  @IsString()
  @Length(2, 8)
  name!: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(9)
  count: number = 1;

  @IsOptional()
  @IsIn(['buy', 'sell'])
  side?: string;

  @IsOptional()
  @Matches(/^\d+$/)
  code?: string;

  @IsOptional()
  @Fits((value) => value === 'even', text('must be even', '必须是偶数'))
  parity?: string;

  @IsOptional()
  @ArrayMaxSize(2)
  @ValidateNested({ each: true })
  @Type(() => Leg)
  legs?: Leg[];
}

const pipe = new RequestValidationPipe();
const transform = (value: unknown) => pipe.transform(value, { type: 'body', metatype: Plan });

async function problemsOf(value: unknown, language: 'en' | 'zh' = 'en') {
  const error: unknown = await transform(value).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error('It was not refused.');
  expect(error.code).toBe('request/invalid');
  return error.details.map(({ field, problem, values }) => [
    field,
    render(problem, language, values),
  ]);
}

describe('RequestValidationPipe', () => {
  it('gives an instance with its defaults and converted numbers', async () => {
    expect(await transform({ name: 'ada' })).toBeInstanceOf(Plan);
    expect(await transform({ name: 'ada' })).toMatchObject({ count: 1 });
    expect(await transform({ name: 'ada', count: '7' })).toMatchObject({ count: 7 });
  });

  it('says once that a field is missing', async () => {
    expect(await problemsOf({})).toEqual([['name', 'is required']]);
    expect(await problemsOf(undefined)).toEqual([['name', 'is required']]);
  });

  it('says of a wrong type that, and not that it is too short as well', async () => {
    expect(await problemsOf({ name: 7 })).toEqual([['name', 'must be a text']]);
    expect(await problemsOf({ name: null })).toEqual([['name', 'must be a text']]);
    expect(await problemsOf({ name: 'ada', count: 'x' })).toEqual([
      ['count', 'must be a whole number'],
    ]);
  });

  it('names all wrong fields with their bounds', async () => {
    const body = { name: 'a', count: 10, side: 'hold', code: 'x', parity: 'odd' };
    expect(await problemsOf(body)).toEqual([
      ['name', 'must have 2 to 8 characters'],
      ['count', 'must be at most 9'],
      ['side', 'must be one of buy, sell'],
      ['code', 'must match /^\\d+$/'],
      ['parity', 'must be even'],
    ]);
    expect(await problemsOf(body, 'zh')).toEqual([
      ['name', '长度必须为 2 到 8'],
      ['count', '不得大于 9'],
      ['side', '必须是以下之一：buy, sell'],
      ['code', '必须匹配 /^\\d+$/'],
      ['parity', '必须是偶数'],
    ]);
  });

  it('refuses unknown fields and names the nearest known one', async () => {
    expect(await problemsOf({ name: 'ada', cuont: 1, zzzzzzzz: 1 })).toEqual([
      ['cuont', 'is not a known field; did you mean "count"?'],
      ['zzzzzzzz', 'is not a known field'],
    ]);
  });

  it('gives the path of a nested field', async () => {
    const legs = [{ symbol: 'A' }, { symbol: 'LONG', size: 1 }, 7];
    expect(await problemsOf({ name: 'ada', legs: legs.slice(0, 2) })).toEqual([
      ['legs.1.size', 'is not a known field'],
      ['legs.1.symbol', 'must have 1 to 3 characters'],
    ]);
    expect(await problemsOf({ name: 'ada', legs })).toContainEqual([
      'legs',
      'must have at most 2 items',
    ]);
  });

  it('refuses an array where an object must be', async () => {
    expect(await problemsOf([{ name: 'ada' }])).toEqual([['body', 'must be an object']]);
  });

  it('bounds how much it says', async () => {
    const fields = Array.from({ length: 5000 }, (_, i) => [`unknown_${i}`, 1]);
    expect(await problemsOf(Object.fromEntries(fields))).toHaveLength(1000);
  });
});
