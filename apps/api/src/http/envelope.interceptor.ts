import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { preferredLanguage, render, type Text } from '@app/platform';
import { JsonText } from './json-text.js';
import { MESSAGE } from './message.decorator.js';

/** Wraps what a route with a message returns as `{ success, data, message }` with status 200; other routes answer as they are. */
@Injectable()
export class EnvelopeInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const message = this.reflector.get<Text | undefined>(MESSAGE, context.getHandler());
    if (!message || context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const language = preferredLanguage(request.headers['accept-language']);
    return next.handle().pipe(
      map((data: unknown) => {
        if (data instanceof StreamableFile || response.headersSent) return data;
        if (response.statusCode === 201) response.status(200);
        response.vary('Accept-Language');
        const text = render(message, language);
        if (!(data instanceof JsonText)) return { success: true, data, message: text };
        response.type('json');
        return `{"success":true,"data":${data.text},"message":${JSON.stringify(text)}}`;
      }),
    );
  }
}
