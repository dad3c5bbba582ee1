import { AppError, platformErrors, text, type Text } from '@app/platform';

/** Bounds the fields of a form beside its files, and what may stand in one of them (bytes). */
export const FORM_LIMITS = { fields: 32, fieldSize: 16_384, parts: 64 };

const { fields, fieldSize, parts } = FORM_LIMITS;
const NAME = text('The name of a field is none that a form may have.', '有字段的名称不合规。');
const CUT = text('It breaks off before its end.', '表单不完整，在结尾之前中断。');
const FILES = text('It has files in fields that take none.', '有不接受文件的字段带有文件。');

// By the codes of multer and the words of busboy, which it is made of.
const REASONS: Record<string, Text> = {
  LIMIT_FIELD_COUNT: text(`It has more than ${fields} fields.`, `字段超过 ${fields} 个。`),
  LIMIT_PART_COUNT: text(`It has more than ${parts} parts.`, `部分超过 ${parts} 个。`),
  LIMIT_FIELD_KEY: text('The name of a field is too long.', '有字段的名称过长。'),
  LIMIT_FIELD_NESTING: NAME,
  LIMIT_FIELD_ARRAY_INDEX: NAME,
  INVALID_FIELD_NAME: NAME,
  MISSING_FIELD_NAME: text('A field has no name.', '有字段没有名称。'),
  LIMIT_UNEXPECTED_FILE: FILES,
  LIMIT_FILE_COUNT: FILES,
  'Multipart: Boundary not found': text(
    'Its Content-Type names no boundary.',
    'Content-Type 中没有 boundary。',
  ),
  'Malformed part header': text('The header of a part is broken.', '有部分的头信息已损坏。'),
  'Unexpected end of form': CUT,
  'Unexpected end of file': CUT,
};

/** Says what is wrong with a form that multer refused; undefined where it was something else. */
export function formFailure(exception: unknown): AppError | undefined {
  const cause = exception instanceof Error ? exception.cause : undefined;
  if (!(cause instanceof Error)) return undefined;
  const reason = reasonOf(cause);
  if (!reason) return undefined;
  return new AppError(platformErrors['request/form-malformed'], { values: { reason }, cause });
}

function reasonOf(cause: Error): Text | undefined {
  const code: unknown = Reflect.get(cause, 'code');
  if (code !== 'LIMIT_FIELD_VALUE') return REASONS[String(code)] ?? REASONS[cause.message];
  const field = String(Reflect.get(cause, 'field') ?? '').slice(0, 64);
  return text(
    `The field ${field} is longer than ${fieldSize} bytes.`,
    `字段 ${field} 超过 ${fieldSize} 字节。`,
  );
}
