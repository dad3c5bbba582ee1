import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BarStore } from './bar-store.js';
import { BarRepository } from './bar.repository.js';
import { Kline } from './kline.entity.js';
import { Series } from './series.entity.js';
import { SeriesRepository } from './series.repository.js';
import { SeriesService } from './series.service.js';
import { SymbolSettings } from './symbol-settings.entity.js';

/** Provides series, bars and what a market fixes for a symbol. */
@Module({
  imports: [TypeOrmModule.forFeature([Kline, Series, SymbolSettings])],
  providers: [BarRepository, SeriesRepository, SeriesService, BarStore],
  exports: [SeriesService, BarStore],
})
export class KlineModule {}
