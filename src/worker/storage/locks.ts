/** Locks that say which tab works on what; a lock ends with the worker that holds it. */

/** Locks of this worker; the only ones where the browser has no lock manager. */
const held = new Set<string>();

/** Takes a lock. Resolves to its release, or to undefined when another tab holds it. */
export async function takeLock(name: string): Promise<(() => void) | undefined> {
  if (held.has(name)) return undefined;
  held.add(name);
  const locks = globalThis.navigator?.locks;
  if (!locks) return () => void held.delete(name);
  return new Promise((resolve, reject) => {
    const granted = async (lock: Lock | null) => {
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
    locks.request(name, { ifAvailable: true }, granted).catch(reject);
  });
}

/** Calls `free` once the lock is released, or its holder has ended. */
export function whenFree(name: string, free: () => void): void {
  void globalThis.navigator?.locks?.request(name, free).catch(() => undefined);
}

/** Returns the names of all locks that a tab of the site holds. */
export async function heldLocks(): Promise<ReadonlySet<string>> {
  const state = await globalThis.navigator?.locks?.query();
  return new Set([...held, ...(state?.held?.flatMap(({ name }) => name ?? []) ?? [])]);
}
