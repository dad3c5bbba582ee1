/** Names why a row cannot be read, and says it in a sentence. */
export const ROW_REASONS = {
  'too-few-cells': 'The row has fewer cells than the file has columns.',
  'too-many-cells': 'The row has more cells than the file has columns.',
  'time-missing': 'The row has no time.',
  'time-unreadable': 'The time cannot be read.',
  'time-skipped': 'The local time does not exist: clocks were put forward over it.',
  'price-missing': 'A price is missing.',
  'not-a-number': 'A cell that should hold a number holds something else.',
  'other-symbol': 'The row belongs to another symbol than the file.',
  'repeated-header': 'The header stands here again.',
} as const;

/** Is one of the reasons why a row cannot be read. */
export type RowReason = keyof typeof ROW_REASONS;
