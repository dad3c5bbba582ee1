import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { settings, type Settings } from '../env.js';
import { connect } from './connect.js';
import { DatabaseService } from './database.service.js';
import { databaseOptions } from './options.js';
import { PROCESS_NAME } from '../process-name.js';

/** Connects TypeORM to PostgreSQL; the entities are those that the features register. */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [settings.KEY, PROCESS_NAME],
      useFactory: (values: Settings, name: string) => ({
        ...databaseOptions(values, `barline-${name}`),
        autoLoadEntities: true,
        // The connection is tried again where its failures are told in one line.
        toRetry: () => false,
      }),
      dataSourceFactory: (options) => {
        if (!options) throw new Error('The database has no options.');
        return connect(options);
      },
    }),
  ],
  providers: [DatabaseService],
  exports: [DatabaseService],
})
export class DatabaseModule {}
