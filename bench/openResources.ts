/** What a run has opened, closed however the run ends: at its end, by an error or by a signal. */

/** Longest wait for closing: a browser that hangs is killed when the process exits. */
export const CLOSE_MS = 8000;

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

export interface Closable {
  close(): unknown;
}

export class OpenResources {
  readonly #resources: Promise<Closable>[] = [];
  readonly #closed = new AbortController();
  #closing: Promise<void> | undefined;

  /** Aborted as soon as everything is closed: what works with the resources must stop. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  /** Opens a resource and adds it. Rejects when all have been closed, and closes one that has opened since. */
  async open<T extends Closable>(opener: () => T | Promise<T>): Promise<T> {
    this.closed.throwIfAborted();
    const opening = Promise.resolve(opener());
    this.#resources.push(opening);
    const resource = await opening;
    // `close` closes this one too: only its opener must not go on with it.
    this.closed.throwIfAborted();
    return resource;
  }

  /** Closes all resources that are open or opening. Resolves after `CLOSE_MS` at the latest, whatever fails or hangs. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    this.#closed.abort(new Error('already closed'));
    const closing = this.#resources.map(async (resource) => (await resource).close());
    await settledWithin(CLOSE_MS, Promise.allSettled(closing));
  }
}

/** Resolves when the promise is settled, or after the milliseconds. */
export async function settledWithin(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise.catch(() => {}), limit]);
  clearTimeout(timer);
}

/** Does the work, and rejects with an Error of this message when it takes longer than `ms`. */
export async function withTimeLimit<T>(
  ms: number,
  message: () => string,
  work: () => Promise<T>,
): Promise<T> {
  // A timer of an infinite time would fire at once.
  if (ms === Number.POSITIVE_INFINITY) return work();
  if (ms <= 0) throw new Error(message());
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), ms);
  });
  try {
    return await Promise.race([work(), limit]);
  } finally {
    clearTimeout(timer);
  }
}

type SignalTarget = Pick<NodeJS.Process, 'on' | 'off' | 'exit' | 'ppid' | 'env'>;

/** How often a process that npm has started checks whether its parent still runs. */
const PARENT_MS = 500;

/**
 * Calls `close` at the first signal that ends a process, and exits with the signal's status; a second signal exits
 * at once. npm ends its shell at SIGTERM but not what the shell has started: there, the end of the parent counts as
 * the signal. Returns a function that stops listening.
 */
export function closeOnSignals(close: () => Promise<void>, target: SignalTarget = process): () => void {
  let closing = false;
  const end = async (number: number) => {
    if (!closing) {
      closing = true;
      await close();
    }
    target.exit(128 + number);
  };
  const listeners = Object.entries(SIGNALS).map(([signal, number]) => {
    const listener = () => end(number);
    target.on(signal, listener);
    return { signal, listener };
  });
  const parent = target.ppid;
  const timer = setInterval(() => {
    if (target.env.npm_lifecycle_event === undefined || target.ppid === parent) return;
    clearInterval(timer);
    void end(SIGNALS.SIGTERM);
  }, PARENT_MS).unref();
  return () => {
    clearInterval(timer);
    for (const { signal, listener } of listeners) target.off(signal, listener);
  };
}
