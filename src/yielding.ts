/**
 * Long loops yield to the event loop every 30 ms, so that the worker receives a cancel or a newer request
 * while it computes.
 */

/** Measures when a loop should yield, and yields. */
export interface Yielder {
  /** Returns whether the loop has run for the whole interval since it last yielded. */
  due(): boolean;
  /** Yields as `yieldToEventLoop` does, and starts the next interval. */
  yield(): Promise<void>;
}

/** Starts the first interval. Throws the signal's reason when it is aborted already. */
export function createYielder(signal?: AbortSignal, intervalMs = 30): Yielder {
  signal?.throwIfAborted();
  let last = performance.now();
  return {
    due: () => performance.now() - last >= intervalMs,
    async yield() {
      await yieldToEventLoop(signal);
      last = performance.now();
    },
  };
}

/**
 * Waits for one macrotask, during which the thread handles other messages. Rejects with the signal's reason
 * once it is aborted. It is a message posted to itself: browsers delay repeated timeouts, but not messages.
 */
export async function yieldToEventLoop(signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  signal?.throwIfAborted();
}
