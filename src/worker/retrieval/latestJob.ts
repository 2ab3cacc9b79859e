/** Work of which only the latest call matters: a newer call ends an older one. */

export interface LatestJob {
  /** Runs the work after aborting what ran before; null when this call is aborted in its turn. */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null>;
  /** Aborts what runs. */
  stop(): void;
  /** Resolves once what runs has ended; undefined while nothing does. Never rejects. */
  readonly ended: Promise<unknown> | undefined;
}

export function createLatestJob(): LatestJob {
  let newest: AbortController | undefined;
  let ended: Promise<unknown> | undefined;
  return {
    async run(work) {
      newest?.abort();
      const control = new AbortController();
      newest = control;
      const working = work(control.signal);
      const settled = working.then(
        () => undefined,
        () => undefined,
      );
      ended = settled;
      try {
        return await working;
      } catch (error) {
        if (control.signal.aborted) return null;
        throw error;
      } finally {
        if (ended === settled) ended = undefined;
      }
    },
    stop: () => newest?.abort(),
    get ended() {
      return ended;
    },
  };
}
