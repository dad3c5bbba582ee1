import { ValidateIf } from 'class-validator';

/** Leaves a field alone that is left out; null is not, and is refused like any other wrong value. */
export const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
