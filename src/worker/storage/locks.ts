/** Which tab works on what: a lock lasts as long as whoever holds it lives, and no longer. */

/** Held by this worker, where the browser has no locks. */
const held = new Set<string>();

/** → what lets go, or undefined when another tab holds it. */
export async function takeLock(name: string): Promise<(() => void) | undefined> {
  if (held.has(name)) return undefined;
  held.add(name);
  const locks = globalThis.navigator?.locks;
  if (!locks) return () => void held.delete(name);
  return new Promise((resolve, reject) => {
    const working = async (lock: Lock | null) => {
      if (!lock) {
        held.delete(name);
        return resolve(undefined);
      }
      await new Promise<void>((end) => {
        resolve(() => {
          held.delete(name);
          end();
        });
      });
    };
    locks.request(name, { ifAvailable: true }, working).catch(reject);
  });
}

/** Calls back once whoever holds the lock let go of it, or is no more. */
export function whenFree(name: string, free: () => void): void {
  void globalThis.navigator?.locks?.request(name, free).catch(() => undefined);
}

/** Held by any tab of the site. */
export async function heldLocks(): Promise<ReadonlySet<string>> {
  const state = await globalThis.navigator?.locks?.query();
  return new Set([...held, ...(state?.held?.flatMap(({ name }) => name ?? []) ?? [])]);
}
