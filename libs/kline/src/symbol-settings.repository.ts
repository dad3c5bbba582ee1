import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { SymbolSettings } from './symbol-settings.entity.js';

/** Queries what markets fix for symbols. */
@Injectable()
export class SymbolSettingsRepository {
  constructor(
    @InjectRepository(SymbolSettings) private readonly settings: Repository<SymbolSettings>,
  ) {}

  /** Returns what is stored for some symbols. */
  ofSymbols(symbols: string[]): Promise<SymbolSettings[]> {
    return this.settings.findBy({ symbol: In(symbols) });
  }

  /** Stores all settings of a symbol in place of what was there. */
  async replace(settings: Omit<SymbolSettings, 'updatedAt'>): Promise<void> {
    await this.settings.upsert({ ...settings, updatedAt: () => 'now()' }, ['symbol']);
  }
}
