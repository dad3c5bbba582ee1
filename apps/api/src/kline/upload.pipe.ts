import { Injectable, type PipeTransform } from '@nestjs/common';
import { klineErrors, type Rate, type SeriesBar } from '@app/kline';
import { AppError, type Text, text } from '@app/platform';
import { invalidRequest } from '../http/validation.pipe.js';
import { readRates } from './funding-check.js';
import { readUpload } from './upload-check.js';

/** Is how many bars or rates one upload may have. */
export const MAX_UPLOAD_ROWS = 10_000;

const NOT_BARS = text('must be an array of bars', '必须是K线数组');
const NOT_RATES = text('must be an array of rates', '必须是费率数组');

/** Turns the body of an upload into bars: 400 when there are none or too many, 422 when one is malformed. */
@Injectable()
export class UploadPipe implements PipeTransform<unknown, SeriesBar[]> {
  transform(body: unknown): SeriesBar[] {
    return readUpload(rowsOf(body, NOT_BARS));
  }
}

/** Turns the body of an upload into funding rates: 400 when there are none or too many, 422 when one is malformed. */
@Injectable()
export class FundingPipe implements PipeTransform<unknown, Rate[]> {
  transform(body: unknown): Rate[] {
    return readRates(rowsOf(body, NOT_RATES));
  }
}

function rowsOf(body: unknown, problem: Text): unknown[] {
  if (!Array.isArray(body)) throw invalidRequest([{ field: '', problem }]);
  const values = { count: body.length, limit: MAX_UPLOAD_ROWS };
  if (body.length === 0) throw new AppError(klineErrors['kline/upload-empty'], { values });
  if (body.length > MAX_UPLOAD_ROWS) {
    throw new AppError(klineErrors['kline/upload-too-large'], { values });
  }
  return body;
}
