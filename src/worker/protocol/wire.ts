/** Sends errors over the worker boundary whole: name, message and, for a file, its list of issues. */
import { type TransferHandler, transferHandlers } from 'comlink';
import type { Values } from '../../coded';
import type { Finding } from '../../data/report/findingTypes';
import type { Issue } from '../../data/schema';

/** Comlink's wrapper of what was thrown. */
interface Thrown {
  value: unknown;
}

interface CrossingError {
  name: string;
  message: string;
  issues?: Issue[];
  /** Number of all issues by code, including those not listed. */
  counts?: Record<string, number>;
  /** Findings that stop a training. */
  findings?: Finding[];
  code?: string;
  /** Values of the sentence of `code`. */
  values?: Values;
}

/** Registers how errors cross. Both sides call it once, before anything is sent. */
export function registerWire(): void {
  const standard = transferHandlers.get('throw') as TransferHandler<Thrown, unknown>;
  const handler: TransferHandler<Thrown, CrossingError> = {
    canHandle: standard.canHandle,
    serialize: ({ value }) => [describeError(value), []],
    deserialize: (crossing) => {
      throw Object.assign(new Error(crossing.message), crossing);
    },
  };
  transferHandlers.set('throw', handler);
}

function describeError(error: unknown): CrossingError {
  // A DOMException (an abort, say) is an Error in browsers.
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message } = error;
  const { issues, counts, findings, code, values } = error as Partial<CrossingError>;
  return {
    name,
    message,
    ...(issues && { issues }),
    ...(counts && { counts }),
    ...(findings && { findings }),
    ...(typeof code === 'string' && { code }),
    ...(values && { values }),
  };
}
