import { Module } from '@nestjs/common';
import { StrategyModule } from '@app/strategy';
import { StrategyController } from './strategy.controller.js';

/** Opens strategies over HTTP. */
@Module({
  imports: [StrategyModule],
  controllers: [StrategyController],
})
export class StrategyApiModule {}
