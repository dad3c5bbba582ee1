/** Names what is wrong with a part of a file. */
export interface FormatProblem {
  field: string;
  problem: string;
}

/** Names why a file is refused whole, and says it in a sentence. */
export const FORMAT_ERRORS = {
  'file-empty': 'The file is empty.',
  'file-unsupported': 'This kind of file cannot be read.',
  'file-cut': 'The file breaks off before its end.',
  'file-broken': 'The file is damaged.',
  'format-unknown': 'No format fits what the file holds.',
  'archive-encrypted': 'The archive is encrypted.',
  'archive-unsafe-name': 'The archive holds a file whose name leads out of it.',
  'archive-nested': 'The archive holds archives within archives.',
  'archive-several-files': 'The archive holds several market files.',
  'archive-no-file': 'The archive holds no market file.',
  'archive-too-large': 'The file unpacks to more than is allowed.',
  'line-too-long': 'A line or record is longer than 1 MiB.',
  'json-too-deep': 'The JSON is nested deeper than any market file.',
  'no-rows': 'The file holds no rows.',
  'mostly-unreadable': 'More than half of the rows cannot be read.',
  'columns-missing': 'The file lacks columns that a bar needs.',
  'columns-mislabelled': 'The columns do not hold what their names say.',
  'columns-unclear': 'Which column holds which price cannot be told.',
  'column-unknown': 'A column that was named is not in the file.',
  'decimal-unclear': 'Whether commas stand before decimals or between thousands cannot be told.',
  'day-unknown': 'The times count from midnight, and no name tells of which day.',
  'timezone-unknown': 'The time zone is unknown.',
  'timeframe-differs': 'The distances of the rows say another timeframe than was told.',
  'several-symbols': 'The file holds the bars of several symbols.',
} as const;

/** Is one of the reasons to refuse a file whole. */
export type FormatErrorCode = keyof typeof FORMAT_ERRORS;

/** Is thrown where a file is refused whole; `details` name what is wrong and `hint` says what helps. */
export class FormatError extends Error {
  constructor(
    readonly code: FormatErrorCode,
    readonly details: FormatProblem[] = [],
    readonly hint = '',
  ) {
    super(FORMAT_ERRORS[code]);
    this.name = 'FormatError';
  }
}
