import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { SymbolSettings } from './symbol-settings.entity.js';
import { canonicalZone } from './zone-name.js';

/** Queries what markets fix for symbols. */
@Injectable()
export class SymbolSettingsRepository {
  constructor(
    @InjectRepository(SymbolSettings) private readonly settings: Repository<SymbolSettings>,
  ) {}

  /** Returns what is stored for some symbols. */
  async ofSymbols(symbols: string[]): Promise<SymbolSettings[]> {
    const stored = await this.settings.findBy({ symbol: In(symbols) });
    // Zones that were stored before names were brought into one form may have any.
    for (const each of stored) each.sessionZone = canonicalZone(each.sessionZone);
    return stored;
  }

  /** Stores all settings of a symbol in place of what was there. */
  async replace(settings: Omit<SymbolSettings, 'updatedAt'>): Promise<void> {
    await this.settings.upsert({ ...settings, updatedAt: () => 'now()' }, ['symbol']);
  }
}
