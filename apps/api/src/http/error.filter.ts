import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AppError, preferredLanguage, render } from '@app/platform';
import { toAppError } from './to-app-error.js';

/** Answers every failure with the one error envelope; what was not foreseen is logged whole and told as `server/internal`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Error');

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = toAppError(exception, request);
    if (error.definition.status >= 500) this.logger.error(exception);
    answerFailure(error, request, response);
  }
}

/** Answers a request with a failure; a response that has begun can only be broken off. */
export function answerFailure(error: AppError, request: Request, response: Response): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.retryAfter !== undefined) response.setHeader('Retry-After', error.retryAfter);
  if (error.definition.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.vary('Accept-Language');
  response.status(error.definition.status).json(envelopeOf(error, request));
}

function envelopeOf(error: AppError, request: Request) {
  const language = preferredLanguage(request.headers['accept-language']);
  const { definition, values } = error;
  return {
    success: false,
    data: null,
    message: render(definition.message, language, values),
    error: {
      code: definition.code,
      details: error.details.map(({ field, problem, values: own, line, column }) => ({
        field,
        problem: render(problem, language, own),
        line,
        column,
      })),
      hint: render(definition.hint, language, values),
      request_id: request.id ?? null,
    },
  };
}
