import { Module } from '@nestjs/common';
import { PlatformModule } from '@app/platform';
import { HttpModule } from './http/http.module.js';

/** Assembles the api: the plumbing, what every request passes, and the doors of each feature. */
@Module({
  imports: [PlatformModule.forProcess('api'), HttpModule],
})
export class AppModule {}
