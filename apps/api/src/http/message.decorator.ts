import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import { text } from '@app/platform';

/** Keys the sentence of a route's success. */
export const MESSAGE = 'http:message';

/** Gives a route the message of its success envelope, in English and Chinese; the extension tells the API documents. */
export const Message = (en: string, zh: string) =>
  applyDecorators(SetMetadata(MESSAGE, text(en, zh)), ApiExtension('x-message', en));
