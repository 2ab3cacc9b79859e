/** What changes several times a second need not be requested as often. */

/**
 * Returns a function that makes `work` run: at once, or, when it ran less than `intervalMs` ago, as soon as
 * that has passed; never two at a time. However often it is called meanwhile, one more run follows the last
 * call. A rejection of `work` reaches the caller who began the run; the next call begins another.
 */
export function throttle(work: () => Promise<void>, intervalMs: number): () => Promise<void> {
  let isWanted = false;
  let isBusy = false;
  return async () => {
    isWanted = true;
    if (isBusy) return;
    isBusy = true;
    try {
      while (isWanted) {
        isWanted = false;
        const pause = new Promise((resolve) => setTimeout(resolve, intervalMs));
        await work().finally(() => pause);
      }
    } finally {
      isBusy = false;
    }
  };
}
