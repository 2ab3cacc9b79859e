/** Work that may wait lets what is seen come first. */

/** Resolves when the page has nothing better to do, or after a second; where browsers do not say so, at once. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    const { requestIdleCallback } = globalThis as Partial<typeof globalThis>;
    if (requestIdleCallback) requestIdleCallback(() => resolve(), { timeout: 1000 });
    else setTimeout(resolve);
  });
}
