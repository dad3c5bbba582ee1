import { Injectable, type PipeTransform } from '@nestjs/common';
import type { UploadedFile } from '@app/kline';
import { text } from '@app/platform';
import { invalidRequest } from '../http/validation.pipe.js';
import { FACTORS_FIELD, FILE_FIELD, type StoredFormFile } from './import-upload.js';

const REQUIRED = text('is required', '不能为空');

/** Holds the files of the form of an import. */
export interface FormFiles {
  file: UploadedFile;
  factors?: UploadedFile;
}

/** Picks the stored files of a form by their fields; what a pipe refuses is removed again. */
@Injectable()
export class FormFilesPipe implements PipeTransform<StoredFormFile[] | undefined, FormFiles> {
  transform(files: StoredFormFile[] = []): FormFiles {
    const stored = (field: string) => files.find(({ fieldname }) => fieldname === field)?.stored;
    const file = stored(FILE_FIELD);
    if (file) return { file, factors: stored(FACTORS_FIELD) };
    throw invalidRequest([{ field: FILE_FIELD, problem: REQUIRED }]);
  }
}
