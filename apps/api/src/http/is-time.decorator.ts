import { ValidateBy } from 'class-validator';
import { parseTime, TIME_TEXT } from '@app/platform';

/** Accepts what `parseTime` reads: an ISO 8601 time or epoch milliseconds. */
export const IsTime = () =>
  ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value) => parseTime(value) !== undefined,
      defaultMessage: () => TIME_TEXT.en,
    },
  });
