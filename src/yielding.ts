/**
 * Long loops stop for breath: every 30 ms they let the event loop run once, so that the worker hears
 * a cancel or a newer request while it evaluates.
 */

export interface Yielder {
  /** True when the loop has run long enough to let others in. */
  due(): boolean;
  /** Waits for one macrotask. Rejects with the signal's reason once it is aborted. */
  breathe(): Promise<void>;
}

/** Throws the signal's reason when it is aborted already. */
export function createYielder(signal?: AbortSignal, intervalMs = 30): Yielder {
  signal?.throwIfAborted();
  let last = performance.now();
  return {
    due: () => performance.now() - last >= intervalMs,
    async breathe() {
      await macrotask();
      signal?.throwIfAborted();
      last = performance.now();
    },
  };
}

/** A message to oneself: unlike a timeout it is not held back by browsers when repeated. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
