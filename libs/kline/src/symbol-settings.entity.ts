import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Stores what a market fixes for a symbol; null means that it fixes nothing. */
@Entity('symbol_settings')
export class SymbolSettings {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'symbol_settings_pkey' })
  symbol!: string;

  @Column({ name: 'tick_size', type: 'double precision', nullable: true })
  tickSize!: number | null;

  @Column({ name: 'lot_size', type: 'double precision', nullable: true })
  lotSize!: number | null;

  @Column({ name: 'min_notional', type: 'double precision', nullable: true })
  minNotional!: number | null;

  @Column({ type: 'double precision', default: 1 })
  multiplier!: number;

  @Column({ name: 'quote_currency', type: 'text', nullable: true })
  quoteCurrency!: string | null;

  @Column({ name: 'session_zone', type: 'text', default: 'UTC' })
  sessionZone!: string;

  /** The time of day in that zone, in milliseconds after midnight, at which a day of trading starts. */
  @Column({ name: 'day_start_ms', type: 'int', default: 0 })
  dayStartMs!: number;

  /** Whether an import found zone and start, and nobody set them. */
  @Column({ name: 'session_found', type: 'boolean', default: false })
  sessionFound!: boolean;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
