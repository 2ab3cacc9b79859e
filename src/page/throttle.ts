/** What is news several times a second need not be asked for as often. */

/**
 * A function that makes `work` run: at once, or, when it ran less than `intervalMs` ago, as soon as that
 * has passed; never two at a time. However often it is called meanwhile, one more run follows the last call.
 */
export function throttle(work: () => Promise<void>, intervalMs: number): () => void {
  let isWanted = false;
  let isBusy = false;
  const run = async () => {
    isBusy = true;
    while (isWanted) {
      isWanted = false;
      const pause = new Promise((resolve) => setTimeout(resolve, intervalMs));
      await work();
      await pause;
    }
    isBusy = false;
  };
  return () => {
    isWanted = true;
    if (!isBusy) void run();
  };
}
