import { type Text, text } from '@app/platform';
import { BAR_RULES } from '../bar-rules.js';
import { ROW_REASONS, type RowReason } from '../formats/index.js';
import { RATE_RULES } from '../funding-rules.js';

const CHINESE: Record<RowReason, string> = {
  'too-few-cells': '该行的单元格少于文件的列数。',
  'too-many-cells': '该行的单元格多于文件的列数。',
  'time-missing': '该行没有时间。',
  'time-unreadable': '无法读取时间。',
  'time-skipped': '该当地时间不存在：时钟在此被拨快。',
  'price-missing': '缺少价格。',
  'not-a-number': '应为数字的单元格含有其他内容。',
  'other-symbol': '该行属于文件之外的交易对。',
  'repeated-header': '表头在此重复出现。',
};
const READ = Object.entries(ROW_REASONS).map(([reason, en]): [string, Text] => [
  reason,
  text(en, CHINESE[reason as RowReason]),
]);

const TEXTS = new Map<string, Text>([
  ...Object.entries(RATE_RULES),
  ...Object.entries(BAR_RULES),
  ...READ,
  [
    'adjustment-invalid',
    text(
      'a split, dividend or factor must be a number that is not negative, and a split or factor not 0',
      '拆股、分红或因子必须是非负数，且拆股和因子不能为 0',
    ),
  ],
]);

/** Says why a row of a file was left out; a reason that is not known stays as it is. */
export function rowReasonText(reason: string): Text {
  return TEXTS.get(reason) ?? text(reason, reason);
}
