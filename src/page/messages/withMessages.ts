/** English messages for scripts: what the session rejects with and returns carries codes alone. */
import type { Finding } from '../../data/report/findingTypes';
import type { Issue } from '../../data/schema';
import { issueSummary } from './issueSummary';
import { type CodedKind, type CodedOrMessage, renderEnglish, sentenceOf } from './sentence';

/** What an error may carry besides its message. `counts`: issues of each code, also of those not listed. */
interface CarriedByError extends CodedOrMessage {
  readonly issues?: readonly Issue[];
  readonly counts?: Readonly<Record<string, number>>;
  /** What of a log stops a training. */
  readonly findings?: readonly Finding[];
}

/** Returns the sentence of any error: of its issues, of its code, or its own message. */
export function errorMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { code, values, message, issues = [], counts, findings = [] } = error as CarriedByError;
  const count = counts && Object.values(counts).reduce((sum, some) => sum + some, 0);
  // The codes of DOM exceptions are numbers, those of Node have no sentence here: their messages stay.
  const coded = { values, message, ...(typeof code === 'string' && { code }) };
  const sentence = issueSummary(renderEnglish, issues, count) ?? sentenceOf('error', coded);
  return [sentence, ...findings.map((finding) => sentenceOf('finding', finding))].join(' ');
}

/** Returns issues or findings, each with its English sentence as `message`. */
export const withMessages = <T extends CodedOrMessage>(
  kind: CodedKind,
  list: readonly T[],
): (T & { message: string })[] => list.map((coded) => ({ ...coded, message: sentenceOf(kind, coded) }));

/**
 * Wraps a session so that its errors (also each of their issues), the warnings of datasets and the findings
 * of reports have English messages. Nested services (`session.lab`) are wrapped with it.
 */
export function sessionWithMessages<S extends object>(session: S): S {
  return new Proxy(session, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      return isWrappable(member) ? wrapped(member, target) : member;
    },
  });
}

/** Wraps a method, or a service: comlink's proxies are both at once. */
function wrapped(member: object, owner: object): object {
  return new Proxy(sessionWithMessages(member), {
    apply: (method, _, values) => renderedResult(Reflect.apply(method as () => unknown, owner, values)),
  });
}

const isWrappable = (member: unknown): member is object =>
  typeof member === 'function' || (typeof member === 'object' && member !== null);

function renderedResult(result: unknown): unknown {
  if (!(result instanceof Promise)) return result;
  return result.then(resultWithMessages, (error: unknown) => {
    throw errorWithMessages(error);
  });
}

function resultWithMessages(result: unknown): unknown {
  const { warnings, findings } = (result ?? {}) as { warnings?: unknown; findings?: unknown };
  if (!Array.isArray(warnings) && !Array.isArray(findings)) return result;
  return {
    ...(result as object),
    ...(Array.isArray(warnings) && { warnings: withMessages('issue', warnings) }),
    ...(Array.isArray(findings) && { findings: withMessages('finding', findings) }),
  };
}

/** Returns the error with its English sentence as its message, and those of its issues. */
export function errorWithMessages(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, issues, findings } = error as CarriedByError;
  if (typeof code !== 'string' && !issues) return error;
  error.message = errorMessage(error);
  return Object.assign(error, {
    ...(issues && { issues: withMessages('issue', issues) }),
    ...(findings && { findings: withMessages('finding', findings) }),
  });
}
