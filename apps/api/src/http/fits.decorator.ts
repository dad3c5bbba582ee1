import { ValidateBy } from 'class-validator';
import type { Text } from '@app/platform';

/** Names the constraint of `Fits`, whose problem text is its only argument. */
export const FITS = 'fits';

/** Accepts a value that fits; the problem of any other is told in both languages. */
export const Fits = (fits: (value: unknown) => boolean, problem: Text) =>
  ValidateBy({
    name: FITS,
    constraints: [problem],
    validator: { validate: fits, defaultMessage: () => problem.en },
  });
