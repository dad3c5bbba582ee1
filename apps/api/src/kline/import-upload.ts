import { Readable } from 'node:stream';
import type { Request } from 'express';
import { ImportFileService, type UploadedFile } from '@app/kline';
import { AppError, platformErrors, text } from '@app/platform';
import { invalidRequest } from '../http/validation.pipe.js';

/** Names the field of a form that holds the file. */
export const FILE_FIELD = 'file';

/** Names the field of a form that holds splits, dividends or factors for the prices of the file. */
export const FACTORS_FIELD = 'factors';

const UNKNOWN = text('is not a known field', '不是已知字段');
const ONE_FILE = text('must be one file', '只能有一个文件');

/** Is one file of a form as multer hands it over. */
export interface FormFile {
  fieldname: string;
  originalname: string;
  stream: Readable;
}

/** Is one file of a form once it is stored. */
export type StoredFormFile = FormFile & { stored: UploadedFile };

type Done = (error: unknown, info?: { stored: UploadedFile }) => void;

/** Stores the file of a form in PostgreSQL while it comes in; multer calls its two methods. */
export class ImportUpload {
  private readonly begun = new WeakMap<Request, Set<string>>();

  constructor(
    private readonly files: ImportFileService,
    private readonly maxBytes: number,
  ) {}

  _handleFile(request: Request, file: FormFile, done: Done): void {
    const problem = this.problemOf(request, file);
    if (problem) {
      file.stream.resume();
      done(problem);
      return;
    }
    this.begunOf(request).add(file.fieldname);
    const name = Buffer.from(file.originalname, 'latin1').toString('utf8');
    this.files.store(name, this.bounded(file.stream)).then(
      (stored) => done(null, { stored }),
      (error: unknown) => {
        file.stream.resume();
        done(error);
      },
    );
  }

  _removeFile(
    _: Request,
    { stored }: Partial<StoredFormFile>,
    done: (error: unknown) => void,
  ): void {
    if (!stored) return done(null);
    this.files.remove(stored.id).then(() => done(null), done);
  }

  private problemOf(request: Request, { fieldname: field }: FormFile): AppError | undefined {
    if (field !== FILE_FIELD && field !== FACTORS_FIELD) {
      return invalidRequest([{ field, problem: UNKNOWN }]);
    }
    const isSecond = this.begunOf(request).has(field);
    return isSecond ? invalidRequest([{ field, problem: ONE_FILE }]) : undefined;
  }

  private begunOf(request: Request): Set<string> {
    const begun = this.begun.get(request) ?? new Set();
    this.begun.set(request, begun);
    return begun;
  }

  private async *bounded(stream: Readable): AsyncGenerator<Buffer> {
    let size = 0;
    // Whoever destroys the stream of a part breaks the form that it belongs to.
    const pieces: AsyncIterable<Buffer> = stream.iterator({ destroyOnReturn: false });
    for await (const piece of pieces) {
      size += piece.length;
      if (size > this.maxBytes) {
        const values = { limit: this.maxBytes };
        throw new AppError(platformErrors['request/too-large'], { values });
      }
      yield piece;
    }
  }
}
