import { Module } from '@nestjs/common';
import { LoggerModule as PinoModule } from 'nestjs-pino';
import { settings, type Settings } from '../env.js';
import { PROCESS_NAME } from '../process-name.js';
import { loggerOptions } from './options.js';

// nestjs-pino's own default adds the routes outside the base path a second time, and they are logged twice.
const EVERY_ROUTE = ['{*path}'];

/** Logs through pino: JSON in production, readable lines elsewhere, a request id on every line of a request. */
@Module({
  imports: [
    PinoModule.forRootAsync({
      inject: [settings.KEY, PROCESS_NAME],
      useFactory: (values: Settings, name: string) => ({
        pinoHttp: loggerOptions(values, name),
        forRoutes: EVERY_ROUTE,
      }),
    }),
  ],
})
export class LoggerModule {}
