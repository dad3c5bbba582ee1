import { Injectable } from '@nestjs/common';
import type { SymbolSettings } from './symbol-settings.entity.js';
import { SymbolSettingsRepository } from './symbol-settings.repository.js';
import { canonicalZone } from './zone-name.js';

/** Holds what a market fixes for a symbol; null fixes nothing. */
export type SymbolTerms = Omit<SymbolSettings, 'updatedAt' | 'sessionFound'>;

/** Keeps what markets fix for symbols: tick, lot, minimum notional, multiplier, quote currency, and the zone and start of its days. */
@Injectable()
export class SymbolSettingsService {
  constructor(private readonly settings: SymbolSettingsRepository) {}

  /** Returns the settings of a symbol, the defaults when none are stored. */
  async of(symbol: string): Promise<SymbolTerms> {
    const [terms] = await this.ofAll([symbol]);
    return terms;
  }

  /** Returns the settings of several symbols in their order, the defaults where none are stored. */
  async ofAll(symbols: string[]): Promise<SymbolTerms[]> {
    const stored = await this.settings.ofSymbols(symbols);
    return symbols.map((symbol) => {
      const found = stored.find((each) => each.symbol === symbol);
      return found ? termsOf(found) : defaultTerms(symbol);
    });
  }

  /** Replaces the settings of a symbol and returns them; bars need not be there yet. */
  async replace(asked: SymbolTerms): Promise<SymbolTerms> {
    const terms = { ...asked, sessionZone: canonicalZone(asked.sessionZone) };
    await this.settings.replace({ ...terms, sessionFound: false });
    return terms;
  }
}

function termsOf(stored: SymbolSettings): SymbolTerms {
  const { updatedAt: _, sessionFound: __, ...terms } = stored;
  return terms;
}

function defaultTerms(symbol: string): SymbolTerms {
  return {
    symbol,
    tickSize: null,
    lotSize: null,
    minNotional: null,
    multiplier: 1,
    quoteCurrency: null,
    sessionZone: 'UTC',
    dayStartMs: 0,
  };
}
