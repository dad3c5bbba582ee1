import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import type { RunningProcess } from '@app/platform';
import { AppModule } from './app.module.js';

/** Starts the worker: the same modules as the api's without its doors. */
export async function createWorker(): Promise<RunningProcess> {
  const app = await NestFactory.createApplicationContext(AppModule, {
    bufferLogs: true,
    // A failed start is told in one line by runProcess.
    autoFlushLogs: false,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.flushLogs();
  return { app };
}
