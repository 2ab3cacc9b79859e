/** Trainings and experiments on logs that are hardly what they should be: asked about first, in the worker. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { errorMessage } from '../../src/page/messages/withMessages';
import { createSession } from '../../src/worker/session';

/** Ten users and ten items; everything is clicked. */
const ALL_CLICKED = `user,item,click\n${Array.from({ length: 400 }, (_, n) => `u${n % 20},i${Math.floor(n / 20)},1`).join('\n')}\n`;
const BRIEF = {
  batchSize: 32,
  uniformNegatives: 16,
  embeddingWidth: 8,
  hiddenWidth: 12,
  outputWidth: 9,
  steps: { exposure: 4, click: 3, conversion: 2 },
  recoverySteps: { exposure: 2, click: 1 },
};
const OPTIONS = { method: 'csmf', config: BRIEF };
const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

// Node 20 has none.
beforeAll(() => vi.stubGlobal('navigator', {}));
afterAll(() => vi.unstubAllGlobals());

describe('a log that is hardly what it should be', () => {
  it('stops a training with what was found and what to pass, and nothing is begun', async () => {
    const { data, training } = createSession('wasm');
    await data.loadCsv(ALL_CLICKED);
    const error = await caught(training.train(OPTIONS));
    expect(error).toMatchObject({
      code: 'implausible-log',
      values: { codes: "'everything-clicked'" },
      findings: [{ code: 'everything-clicked' }],
    });
    expect(errorMessage(error)).toMatch(/acknowledge: \['everything-clicked'\].*are clicked, so click adds/);
    expect(await training.runs()).toEqual([]);
  });

  it('is trained once somebody has acknowledged it: with the training, with the file, or before', async () => {
    const acknowledge = ['everything-clicked'] as const;
    for (const way of ['train', 'load', 'command'] as const) {
      const { data, training } = createSession('wasm');
      await data.loadCsv(ALL_CLICKED, way === 'load' ? { acknowledge: [...acknowledge] } : {});
      if (way === 'command') await data.acknowledge(acknowledge);
      const run = await training.train({ ...OPTIONS, ...(way === 'train' && { acknowledge }) });
      expect(run.method).toBe('csmf');
      // It stays so, also when the log is split in another way.
      await data.changeSplit('random');
      await expect(training.prepare(OPTIONS)).resolves.toBeUndefined();
      await training.cancel();
    }
  });

  it('stops an experiment on it, and not one on samples', async () => {
    const { data, lab } = createSession('wasm');
    const { fingerprint } = await data.loadCsv(ALL_CLICKED);
    const request = { datasets: [{ fingerprint }], methods: ['popularity'], seeds: [0], tuned: false };
    await expect(lab.start(request)).rejects.toMatchObject({ code: 'implausible-log' });
    expect((await lab.state()).spec).toBeNull();
    await lab.start({ ...request, acknowledge: ['everything-clicked'] });
    await expect.poll(async () => (await lab.state()).status).toBe('finished');
    const [table] = await lab.tables();
    expect(table!.log.split).toBe('random');
  });

  it('asks nothing of an untrained baseline', async () => {
    const { data, training } = createSession('wasm');
    await data.loadCsv(ALL_CLICKED);
    expect((await training.train({ method: 'popularity' })).method).toBe('popularity');
  });
});
