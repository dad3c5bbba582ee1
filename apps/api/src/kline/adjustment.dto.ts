import { ApiProperty } from '@nestjs/swagger';
import { ADJUSTMENT_KINDS, type AdjustmentKind, type SymbolAdjustment } from '@app/kline';

const FIGURE = { type: Number, nullable: true };
const NAME = { type: String, nullable: true };

/** Answers a split or a dividend of a symbol, or the factors of its prices or its ticker up to a day; null is what was not told. */
export class AdjustmentResponse {
  @ApiProperty({ type: String, format: 'date', example: '2014-06-06' })
  date!: string;

  @ApiProperty({
    enum: ADJUSTMENT_KINDS,
    example: 'factors',
    description: 'The set that it belongs to; an import replaces those of which its file has rows.',
  })
  kind!: AdjustmentKind;

  @ApiProperty({
    ...FIGURE,
    example: 0.142857,
    description:
      'Shares after a split for one before it; with a price factor, the factor of splits for prices up to that day.',
  })
  split_factor!: number | null;

  @ApiProperty({
    ...FIGURE,
    example: 0.8926424,
    description: 'The factor of dividends for prices up to that day.',
  })
  price_factor!: number | null;

  @ApiProperty({ ...FIGURE, example: null, description: 'Money for each share.' })
  dividend!: number | null;

  @ApiProperty({ ...FIGURE, example: 645.57, description: 'The close before the event.' })
  reference_price!: number | null;

  @ApiProperty({
    ...NAME,
    example: null,
    description: 'The name under which it was traded up to that day.',
  })
  ticker!: string | null;

  @ApiProperty({
    ...NAME,
    example: null,
    description: 'Where it was traded up to that day, as the file says it.',
  })
  exchange!: string | null;

  static of(stored: SymbolAdjustment): AdjustmentResponse {
    return {
      date: stored.date.toISOString().slice(0, 10),
      kind: stored.kind,
      split_factor: stored.splitFactor,
      price_factor: stored.priceFactor,
      dividend: stored.dividend,
      reference_price: stored.referencePrice,
      ticker: stored.ticker,
      exchange: stored.exchange,
    };
  }
}
