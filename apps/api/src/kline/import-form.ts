import { getSchemaPath } from '@nestjs/swagger';
import { FACTORS_FIELD, FILE_FIELD } from './import-upload.js';
import { ImportBody } from './import.dto.js';

/** Documents the form of an import: the file and the fields that say how to read it. */
export const IMPORT_FORM = {
  allOf: [
    {
      type: 'object',
      required: [FILE_FIELD],
      properties: {
        [FILE_FIELD]: { type: 'string', format: 'binary' },
        [FACTORS_FIELD]: {
          type: 'string',
          format: 'binary',
          description:
            'A LEAN factor file, or splits and dividends, that are stored with the prices and adjust them.',
        },
      },
    },
    { $ref: getSchemaPath(ImportBody) },
  ],
};
