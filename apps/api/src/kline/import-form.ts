import { getSchemaPath } from '@nestjs/swagger';
import { FILE_FIELD } from './import-upload.js';
import { ImportBody } from './import.dto.js';

/** Documents the form of an import: the file and the fields that say how to read it. */
export const IMPORT_FORM = {
  allOf: [
    {
      type: 'object',
      required: [FILE_FIELD],
      properties: { [FILE_FIELD]: { type: 'string', format: 'binary' } },
    },
    { $ref: getSchemaPath(ImportBody) },
  ],
};
