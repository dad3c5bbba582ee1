import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Names the sets that a symbol has of what its prices are adjusted by; a file replaces those of which it holds rows. */
export const ADJUSTMENT_KINDS = ['factors', 'splits', 'dividends', 'tickers'] as const;

/** Is one of {@link ADJUSTMENT_KINDS}. */
export type AdjustmentKind = (typeof ADJUSTMENT_KINDS)[number];

/** Stores a split or a dividend of a symbol, or the factors of prices or the ticker up to a day; null is what was not told. */
@Entity('symbol_adjustments')
export class SymbolAdjustment {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'symbol_adjustments_pkey' })
  symbol!: string;

  /** Midnight UTC of the calendar day. */
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'symbol_adjustments_pkey' })
  date!: Date;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'symbol_adjustments_pkey' })
  kind!: AdjustmentKind;

  /** Shares after a split for one before it; with a price factor, the factor of splits for prices up to that day. */
  @Column({ name: 'split_factor', type: 'double precision', nullable: true })
  splitFactor!: number | null;

  /** The factor of dividends for prices up to that day. */
  @Column({ name: 'price_factor', type: 'double precision', nullable: true })
  priceFactor!: number | null;

  /** Money for each share. */
  @Column({ type: 'double precision', nullable: true })
  dividend!: number | null;

  /** The close before the event. */
  @Column({ name: 'reference_price', type: 'double precision', nullable: true })
  referencePrice!: number | null;

  /** The name under which it was traded up to that day. */
  @Column({ type: 'text', nullable: true })
  ticker!: string | null;

  /** Where it was traded up to that day, as the file says it. */
  @Column({ type: 'text', nullable: true })
  exchange!: string | null;

  /** The user whose symbol it is. */
  @Column({ name: 'owner_id', type: 'uuid' })
  ownerId!: string;
}
