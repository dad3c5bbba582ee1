import { ValidateBy } from 'class-validator';

/** Names the constraint of `SentOnce`. */
export const SENT_ONCE = 'sentOnce';

/** Refuses a field of a form that was sent more than once, which comes as a list. */
export const SentOnce = () =>
  ValidateBy({
    name: SENT_ONCE,
    validator: { validate: (value) => !Array.isArray(value), defaultMessage: () => SENT_ONCE },
  });
