import { Module } from '@nestjs/common';
import { StrategyModule } from '@app/strategy';
import { AuthoringController } from './authoring.controller.js';
import { StrategyController } from './strategy.controller.js';

/** Opens strategies over HTTP; paths that are no names come before names. */
@Module({
  imports: [StrategyModule],
  controllers: [AuthoringController, StrategyController],
})
export class StrategyApiModule {}
