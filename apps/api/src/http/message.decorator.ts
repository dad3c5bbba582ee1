import { SetMetadata } from '@nestjs/common';
import { text } from '@app/platform';

/** Keys the sentence of a route's success. */
export const MESSAGE = 'http:message';

/** Gives a route the message of its success envelope, in English and Chinese. */
export const Message = (en: string, zh: string) => SetMetadata(MESSAGE, text(en, zh));
