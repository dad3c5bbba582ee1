import { Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, platformErrors, type Problem } from '@app/platform';
import { problemText } from './validation-texts.js';

/** Checks DTOs: every problem at once, unknown fields refused, 422 `request/invalid`. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      exceptionFactory: (errors) => invalidRequest(errors.flatMap((error) => problemsOf(error))),
    });
  }
}

/** Builds the 422 that lists what is wrong with a request, field by field. */
export function invalidRequest(details: Problem[]): AppError {
  return new AppError(platformErrors['request/invalid'], {
    values: { count: details.length },
    details,
  });
}

function problemsOf(error: ValidationError, path = ''): Problem[] {
  const field = path ? `${path}.${error.property}` : error.property;
  const own = Object.entries(error.constraints ?? {}).map(([constraint, english]) => ({
    field,
    ...problemText(error, constraint, english),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, field))];
}
