import { Module } from '@nestjs/common';
import { LoggerModule as PinoModule } from 'nestjs-pino';
import { settings, type Settings } from '../env.js';
import { PROCESS_NAME } from '../process-name.js';
import { loggerOptions } from './options.js';

/** Logs through pino: JSON in production, readable lines elsewhere, a request id on every line of a request. */
@Module({
  imports: [
    PinoModule.forRootAsync({
      inject: [settings.KEY, PROCESS_NAME],
      useFactory: (values: Settings, name: string) => ({ pinoHttp: loggerOptions(values, name) }),
    }),
  ],
})
export class LoggerModule {}
