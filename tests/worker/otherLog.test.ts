/** A training never runs on another log than it was started on, and leaves with its log also while it is set up. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { createSession } from '../../src/worker/session';

const logOf = (letter: string, users: number) =>
  `user,item,click\n${Array.from({ length: 600 }, (_, n) => `${letter}${n % users},i${(7 * n) % 31},${n % 3 ? 0 : 1}`).join('\n')}\n`;
const FIRST = logOf('a', 20);
const SECOND = logOf('b', 30);
const OPTIONS = {
  method: 'csmf',
  config: {
    batchSize: 32,
    uniformNegatives: 16,
    embeddingWidth: 8,
    hiddenWidth: 12,
    outputWidth: 9,
    steps: { exposure: 30, click: 3, conversion: 2 },
    recoverySteps: { exposure: 2, click: 1 },
  },
};
const aborted = { name: 'AbortError' };

async function openSession() {
  const session = createSession('wasm');
  const events: SessionEvent[] = [];
  await session.subscribe((event) => events.push(event));
  await session.data.loadCsv(FIRST);
  return { ...session, events };
}

// Node 20 has none.
beforeAll(() => vi.stubGlobal('navigator', {}));
afterAll(() => vi.unstubAllGlobals());

describe('a training whose log is replaced', () => {
  it('while its engine starts is aborted, and the next one is on the new log', async () => {
    const { data, training, retrieval, events } = await openSession();
    // The first training of a session starts the engine, which here waits until the other log is there.
    let startEngine: (adapter: null) => void = () => undefined;
    const adapter = new Promise<null>((resolve) => {
      startEngine = resolve;
    });
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => adapter } });
    const started = expect(training.train(OPTIONS)).rejects.toMatchObject(aborted);
    expect((await data.loadCsv(SECOND)).users).toBe(30);
    startEngine(null);
    await started;
    expect(await training.runs()).toEqual([]);
    expect(events.filter(({ type }) => type === 'progress')).toEqual([]);
    await training.train(OPTIONS);
    expect(await retrieval.scores(['b0'])).toHaveLength(1);
  });

  it('in the middle is aborted as ever', async () => {
    const { data, training, events } = await openSession();
    const { config } = OPTIONS;
    const long = { ...config, maximumEpochs: 0, steps: { ...config.steps, exposure: 20_000 } };
    const started = training.train({ method: 'csmf', config: long });
    const isRunning = () => events.some((event) => event.type === 'progress' && event.progress.step > 0);
    await expect.poll(isRunning).toBe(true);
    await Promise.all([expect(started).rejects.toMatchObject(aborted), data.loadCsv(SECOND)]);
    expect(await training.runs()).toEqual([]);
  });
});

describe('a training that is being set up', () => {
  it('is aborted by cancel', async () => {
    const { training } = await openSession();
    const started = training.train(OPTIONS);
    await training.cancel();
    await expect(started).rejects.toMatchObject(aborted);
  });

  it('gives way to the next one', async () => {
    const { training } = await openSession();
    const [first, second] = await Promise.allSettled([training.train(OPTIONS), training.train(OPTIONS)]);
    expect(first).toMatchObject({ status: 'rejected', reason: aborted });
    expect(second.status).toBe('fulfilled');
    expect(await training.runs()).toHaveLength(1);
  });
});
