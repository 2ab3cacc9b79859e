/** The page's own first load never takes the place of a log that somebody loads. */
import { describe, expect, it } from 'vitest';
import type { Session, SessionEvent } from '../../src/worker/protocol/session';
import { createSession } from '../../src/worker/session';

const FLAGS = `user,item,click\n${Array.from({ length: 400 }, (_, n) => `u${n % 20},i${n % 19},${n % 3 ? 0 : 1}`).join('\n')}\n`;

const opened = () => createSession('wasm');
/** The names of the logs that were loaded. */
async function loadedNames(session: Session) {
  const names: string[] = [];
  await session.subscribe((event: SessionEvent) => {
    if (event.type === 'dataset') names.push(event.dataset.summary.name);
  });
  return names;
}

describe('the page’s own first load', () => {
  it('waits for a log that somebody loads, and leaves it', async () => {
    const session = opened();
    const names = await loadedNames(session);
    const loading = session.data.loadCsv(FLAGS);
    const first = session.storage.openFirstRun(null);
    expect((await loading).users).toBe(20);
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(await session.data.users()).toHaveLength(20);
    expect(names).toEqual(['log.csv']);
  });

  it('leaves a log that was loaded before it', async () => {
    const session = opened();
    await session.data.loadCsv(FLAGS);
    await expect(session.storage.openFirstRun(null)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await session.data.users()).toHaveLength(20);
  });

  it('comes after all where the other log is refused', async () => {
    const session = opened();
    const loading = session.data.loadCsv('no,log\n');
    const first = session.storage.openFirstRun(null);
    await expect(loading).rejects.toMatchObject({ name: 'CsvError' });
    await first;
    expect(await session.data.users()).toHaveLength(800);
  });
});
