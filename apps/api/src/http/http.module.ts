import { Inject, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { settings, type Settings } from '@app/platform';
import { AuthApiModule } from '../auth/auth-api.module.js';
import { AuthenticateGuard } from '../auth/authenticate.guard.js';
import { AuthorizeGuard } from '../auth/authorize.guard.js';
import { EnvelopeInterceptor } from './envelope.interceptor.js';
import { ErrorFilter } from './error.filter.js';
import { readJson, refuseLargeForm, refuseOtherMedia, refuseUnfitJson } from './json-body.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { RateLimitStorage } from './rate-limit.storage.js';
import { RequestValidationPipe } from './validation.pipe.js';

/** Sets what every route passes: who asks, how often, may they, is it valid, one envelope, one error form. */
@Module({
  imports: [AuthApiModule],
  providers: [
    RateLimitStorage,
    // In this order: the caller is found, then counted, then judged.
    { provide: APP_GUARD, useExisting: AuthenticateGuard },
    { provide: APP_GUARD, useClass: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthorizeGuard },
    { provide: APP_PIPE, useClass: RequestValidationPipe },
    { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
})
export class HttpModule implements NestModule {
  constructor(@Inject(settings.KEY) private readonly values: Settings) {}

  // As middleware of a module the parser comes after the logger, so that refused bodies are logged too.
  configure(consumer: MiddlewareConsumer): void {
    const { MAX_UPLOAD_SIZE } = this.values;
    const [read, refuseLarge] = [readJson(MAX_UPLOAD_SIZE), refuseLargeForm(MAX_UPLOAD_SIZE)];
    consumer.apply(refuseOtherMedia, refuseLarge, read, refuseUnfitJson).forRoutes('{*path}');
  }
}
