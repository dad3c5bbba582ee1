import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StrategyVersion } from './strategy.entity.js';
import { StrategyRepository } from './strategy.repository.js';
import { StrategyService } from './strategy.service.js';

/** Keeps strategies and their versions. */
@Module({
  imports: [TypeOrmModule.forFeature([StrategyVersion])],
  providers: [StrategyService, StrategyRepository],
  exports: [StrategyService],
})
export class StrategyModule {}
