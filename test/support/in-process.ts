import type { INestApplicationContext, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { PlatformModule } from '@app/platform';
import { createDatabase, dropDatabase } from './app.js';
import { secrets } from './environment.js';

/** Is a lib that runs in the test's own process, as in a worker, on a database of its own. */
export interface InProcess {
  app: INestApplicationContext;
  databaseUrl: string;
  /** Ends it, and gives the environment back. */
  close(): Promise<void>;
}

/** Starts the module of a lib with some settings; bars are not kept on disk unless they say so. */
export async function startInProcess(
  module: Type,
  env: Record<string, string> = {},
): Promise<InProcess> {
  const environment = { ...process.env };
  const databaseUrl = await createDatabase();
  Object.assign(process.env, secrets, {
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'ERROR',
    BAR_DISK_CACHE_MB: '0',
    ...env,
  });
  const imports = [PlatformModule.forProcess('worker'), module];
  const app = await (await Test.createTestingModule({ imports }).compile()).init();
  const close = async () => {
    await app.close();
    process.env = environment;
    await dropDatabase(databaseUrl);
  };
  return { app, databaseUrl, close };
}
