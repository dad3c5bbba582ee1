import { render, text, type Text, type TextValues } from '../text.js';

/** Declares one kind of failure: its stable code, HTTP status, message and what to do. */
export interface ErrorDefinition {
  code: string;
  status: number;
  message: Text;
  hint: Text;
}

/** Names one wrong field and what is wrong with it. */
export interface Problem {
  field: string;
  problem: Text;
  values?: TextValues;
  /** Where in a text that the field holds, counted from 1. */
  line?: number;
  column?: number;
}

/** Adds what belongs to one occurrence of a failure. */
export interface AppErrorOptions {
  values?: TextValues;
  details?: Problem[];
  /** Seconds after which a retry makes sense. */
  retryAfter?: number;
  cause?: unknown;
}

/** Carries a failure that a client may see; everything else becomes `server/internal`. */
export class AppError extends Error {
  override name = 'AppError';
  readonly values: TextValues;
  readonly details: Problem[];
  readonly retryAfter: number | undefined;

  constructor(
    readonly definition: ErrorDefinition,
    options: AppErrorOptions = {},
  ) {
    super(render(definition.message, 'en', options.values), { cause: options.cause });
    this.values = options.values ?? {};
    this.details = options.details ?? [];
    this.retryAfter = options.retryAfter;
  }

  get code(): string {
    return this.definition.code;
  }
}

/** Declares the failures of one lib: code to status, message and hint, each in both languages. */
export function defineErrors<const Name extends string>(
  table: Record<Name, [status: number, message: [string, string], hint: [string, string]]>,
): Record<Name, ErrorDefinition> {
  const definitions = {} as Record<Name, ErrorDefinition>;
  for (const code of Object.keys(table) as Name[]) {
    const [status, message, hint] = table[code];
    definitions[code] = { code, status, message: text(...message), hint: text(...hint) };
  }
  return definitions;
}
