import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { AppError, platformErrors, type Problem } from '@app/platform';
import { NOT_AN_OBJECT, problemText, relevantConstraints } from './validation-texts.js';

// A body of a million unknown fields is not worth an answer of a million lines.
const MAX_PROBLEMS = 1000;

/** Checks DTOs: every problem at once, unknown fields refused, 422 `request/invalid`. */
@Injectable()
export class RequestValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      // The texts are found by the class that an error belongs to.
      validationError: { target: true, value: true },
      exceptionFactory: (errors) =>
        invalidRequest(errors.slice(0, MAX_PROBLEMS).flatMap((error) => problemsOf(error))),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && Array.isArray(value) && this.toValidate(metadata)) {
      throw invalidRequest([{ field: 'body', problem: NOT_AN_OBJECT }]);
    }
    return super.transform(value, metadata);
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
  const own = relevantConstraints(error).map((constraint) => ({
    field,
    ...problemText(error, constraint),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, field))];
}
