import { Injectable, type PipeTransform } from '@nestjs/common';
import { klineErrors, type SeriesBar } from '@app/kline';
import { AppError, text } from '@app/platform';
import { invalidRequest } from '../http/validation.pipe.js';
import { readUpload } from './upload-check.js';

/** Is how many bars one upload may have. */
export const MAX_UPLOAD_BARS = 10_000;

const NOT_AN_ARRAY = text('must be an array of bars', '必须是K线数组');

/** Turns the body of an upload into bars: 400 when there are none or too many, 422 when one is malformed. */
@Injectable()
export class UploadPipe implements PipeTransform<unknown, SeriesBar[]> {
  transform(body: unknown): SeriesBar[] {
    if (!Array.isArray(body)) throw invalidRequest([{ field: '', problem: NOT_AN_ARRAY }]);
    const values = { count: body.length, limit: MAX_UPLOAD_BARS };
    if (body.length === 0) throw new AppError(klineErrors['kline/upload-empty'], { values });
    if (body.length > MAX_UPLOAD_BARS) {
      throw new AppError(klineErrors['kline/upload-too-large'], { values });
    }
    return readUpload(body);
  }
}
