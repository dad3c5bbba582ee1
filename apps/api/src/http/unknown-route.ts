import { NotFoundException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { answerFailure } from './error.filter.js';
import { toAppError } from './to-app-error.js';

/** Answers what no route took, outside the base path too, with the error envelope. */
export function answerUnknownRoute(request: Request, response: Response): void {
  answerFailure(toAppError(new NotFoundException(), request), request, response);
}
