/** What a script may get wrong is refused with a sentence of our own, before anything is computed or deleted. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Coded } from '../../src/coded';
import { sentenceOf } from '../../src/page/messages/sentence';
import { createSession } from '../../src/worker/session';

const session = createSession('wasm');
const weights = { exposure: 1, click: 1, conversion: 1 };
/** Calls without types, as a console does. */
const { data, training, retrieval, storage } = session as unknown as Record<
  'data' | 'training' | 'retrieval' | 'storage',
  Record<string, (...values: unknown[]) => Promise<unknown>>
>;

/** Returns code and sentence of a refusal. Throws when it is not refused, or in words of the language. */
async function refusal(call: () => Promise<unknown>): Promise<{ code: string; sentence: string }> {
  const error = await call().then(
    () => {
      throw new Error('it was not refused');
    },
    (thrown: unknown) => thrown as Coded,
  );
  const sentence = sentenceOf('error', error);
  expect(typeof error.code, String(error)).toBe('string');
  expect(sentence).not.toMatch(/code “|\{|undefined \(reading/);
  return { code: error.code, sentence };
}

describe('before anything is trained', () => {
  it('masks are asked of no run', async () => {
    vi.stubGlobal('navigator', {});
    await session.data.loadSample('shop', { seed: 1, users: 60, items: 60 });
    expect((await refusal(() => training.masks!())).code).toBe('no-run');
  });

  it.each([
    [[], 'undefined'],
    [[null], 'null'],
    [[42], 'number'],
    [[new ArrayBuffer(8)], 'ArrayBuffer'],
    [[[]], 'an empty list'],
    [[[new File([], 'a.csv'), new File([], 'b.csv')]], 'a list of File'],
    [[[{ user: 'u', item: 'i' }]], 'a list of Object'],
  ])('a log is not read from %j', async (values, given) => {
    for (const name of ['loadCsv', 'profileFile', 'listIssues'] as const) {
      const { code, sentence } = await refusal(() => data[name]!(...values));
      expect(code).toBe('not-a-source');
      expect(sentence).toContain(`This was ${given}.`);
    }
  });

  it('a run is not read from nothing or from a text', async () => {
    for (const value of [undefined, 'run.zip']) {
      expect((await refusal(() => storage.importRun!(value))).code).toBe('not-a-run-file');
    }
  });

  it('what is saved is not named by anything but an id', async () => {
    for (const name of ['openRun', 'renameRun', 'deleteRun'] as const) {
      expect((await refusal(() => storage[name]!(7))).code).toBe('run-not-saved');
    }
    for (const name of ['continueTraining', 'discardTraining'] as const) {
      expect((await refusal(() => storage[name]!())).code).toBe('training-not-saved');
    }
    for (const name of ['openLog', 'deleteLog'] as const) {
      expect((await refusal(() => storage[name]!(null))).code).toBe('log-not-saved');
    }
    expect((await refusal(() => storage.renameRun!('a'))).code).toBe('bad-run-name');
  });

  it('a split has one of three names', async () => {
    const { code, sentence } = await refusal(() => data.interactions!('tests'));
    expect(code).toBe('unknown-split');
    expect(sentence).toContain('train, validation, test');
  });
});

describe('of a run', () => {
  beforeAll(async () => {
    vi.stubGlobal('navigator', {});
    await session.data.loadSample('shop', { seed: 1, users: 60, items: 60 });
    await session.training.train({ method: 'popularity' });
  });

  it.each([1e9, 0, -1, 1.5, Number.NaN, '5', null])('%s items are not evaluated or listed', async (k) => {
    const calls = [() => retrieval.evaluate!({ k }), () => retrieval.retrieve!('u0001', { k })];
    for (const call of calls) expect((await refusal(call)).code).toBe('k-out-of-bounds');
  });

  it.each([
    [{ exposure: 1 }],
    [{ ...weights, click: 1e308 }],
    [{ ...weights, click: '1' }],
    [{ ...weights, conversion: Number.NaN }],
    [null],
    [[1, 1, 1]],
  ])('weights %j rank nothing', async (given) => {
    const calls = [
      () => retrieval.evaluate!({ weights: given }),
      () => retrieval.retrieve!('u0001', { weights: given }),
    ];
    for (const call of calls) expect((await refusal(call)).code).toBe('weight-out-of-bounds');
  });

  it('nor do weights that are all 0', async () => {
    const none = { exposure: 0, click: 0, conversion: 0 };
    expect((await refusal(() => retrieval.retrieve!('u0001', { weights: none }))).code).toBe(
      'weights-all-zero',
    );
  });

  it('only the splits that are held out are evaluated', async () => {
    const { code, sentence } = await refusal(() => retrieval.evaluate!({ split: 'train' }));
    expect(code).toBe('unknown-split');
    expect(sentence).toMatch(/validation, test\.$/);
  });

  it('users are named by their ids', async () => {
    expect((await refusal(() => retrieval.retrieve!())).code).toBe('unknown-user');
    expect((await refusal(() => retrieval.scores!('u0001'))).code).toBe('users-not-listed');
  });

  it('what is right is answered', async () => {
    expect(await session.retrieval.retrieve('u0001', { k: 3, weights })).toHaveLength(3);
    expect(await session.retrieval.evaluate({ k: 5, weights, split: 'validation' })).toMatchObject({ k: 5 });
    expect(await session.data.interactions('validation')).not.toHaveLength(0);
  });
});
