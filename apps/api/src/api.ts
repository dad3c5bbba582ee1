import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { RunningProcess, Settings } from '@app/platform';
import { AppModule } from './app.module.js';
import { configureHttp } from './http/configure.js';
import { answerUnknownRoute } from './http/unknown-route.js';

// A large file over a slow line takes longer than the five minutes that Node gives a request.
const REQUEST_LIMIT_MS = 3_600_000;

/** Starts the api and returns it with the address on which it listens. */
export async function createApi(settings: Settings): Promise<RunningProcess> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, {
    bodyParser: false,
    bufferLogs: true,
    // A failed start is told in one line by runProcess.
    autoFlushLogs: false,
    abortOnError: false,
  });
  configureHttp(app, settings);
  app.flushLogs();
  await app.init();
  app.use(answerUnknownRoute);
  const server: Server = app.getHttpServer();
  server.requestTimeout = REQUEST_LIMIT_MS;
  await app.listen(settings.PORT, settings.HOST);
  return { app, address: await app.getUrl() };
}
