/**
 * What a person may read travels as a code and values; the sentence is in the page's catalogue
 * (page/messages), in whatever language it is read. Everything may import this file.
 */

/** What a sentence's placeholders stand for. */
export type Values = Readonly<Record<string, string | number>>;

export interface Coded {
  /** Stable, for programs; names the sentence. */
  readonly code: string;
  readonly values?: Values;
}

/**
 * An error that a person may read. `code` names the sentence `error.<code>` of the catalogue. Its own
 * `message` is for logs; whoever shows it renders the sentence (page/messages/sentence.ts).
 */
export class CodedError extends Error implements Coded {
  override name = 'CodedError';

  constructor(
    readonly code: string,
    readonly values: Values = {},
  ) {
    super(`${code} ${JSON.stringify(values)}`);
  }
}

/** A value that is not allowed: a RangeError by its name. */
export class CodedRangeError extends CodedError {
  override name = 'RangeError';
}

/** Returns the code and values of an error that has them; `unexpected`, with its message, of any other. */
export function codedOf(error: unknown): Coded {
  const { code, values, message } = (error ?? {}) as { code?: unknown; values?: Values; message?: string };
  if (typeof code === 'string') return { code, ...(values && { values }) };
  return { code: 'unexpected', values: { message: message ?? String(error) } };
}
