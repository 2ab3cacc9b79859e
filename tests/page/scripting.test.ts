import { describe, expect, it, vi } from 'vitest';
import { createTrain, installScripting } from '../../src/scripting';
import type { Progress } from '../../src/worker/protocol/training';
import { type Answers, createFakeSession, runSummary } from './fakeSession';

const progress = { stage: 'a', step: 1 } as Progress;

/** A training that ends only when asked to. */
function createHeldTraining(answers: Answers = {}) {
  let end: { resolve: () => void; reject: (error: unknown) => void } = {
    resolve: () => {},
    reject: () => {},
  };
  const fake = createFakeSession({
    'training.train': () =>
      new Promise((resolve, reject) => {
        end = { resolve: () => resolve(runSummary('1')), reject };
      }),
    'training.cancel': async () => end.reject(new DOMException('Cancelled.', 'AbortError')),
    ...answers,
  });
  return { ...fake, train: createTrain(fake.session), finish: () => end.resolve() };
}

/** Waits until the worker was asked to train. */
const untilTraining = (calls: readonly string[]) =>
  vi.waitFor(() => expect(calls).toContain('training.train'));

describe('csmf.lab.export', () => {
  it('says which formats there are', async () => {
    vi.stubGlobal('window', {});
    const { lab } = installScripting(createFakeSession().session);
    await expect(lab.export('pdf' as never)).rejects.toMatchObject({
      message: 'Tables are written as csv, latex, markdown; there is no “pdf”.',
    });
    vi.unstubAllGlobals();
  });
});

describe('csmf.train', () => {
  it('reports progress during the training and not afterwards', async () => {
    const { train, emit, finish, calls } = createHeldTraining();
    const heard: Progress[] = [];
    const training = train({ onProgress: (event) => heard.push(event) });
    await untilTraining(calls);
    emit({ type: 'progress', progress, losses: [], validations: [] });
    finish();
    await training;
    emit({ type: 'progress', progress, losses: [], validations: [] });
    expect(heard).toEqual([progress]);
  });

  it('sends neither function nor signal to the worker', async () => {
    const { train, finish, lastArguments, calls } = createHeldTraining();
    const { signal } = new AbortController();
    const training = train({ method: 'joint', onProgress: () => {}, signal });
    await untilTraining(calls);
    finish();
    await training;
    expect(lastArguments('training.train')).toEqual([{ method: 'joint' }]);
  });

  it('cancels and rejects with an AbortError when its signal aborts', async () => {
    const { train, calls } = createHeldTraining();
    const controller = new AbortController();
    const training = train({ signal: controller.signal });
    await untilTraining(calls);
    controller.abort();
    await expect(training).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toContain('training.cancel');
  });

  it.each([
    [{ configs: {} }, /no option “configs”/],
    ['csmf', /one object of options.*It was csmf/],
    [null, undefined],
  ])('refuses options that mean nothing with a sentence: %j', async (options, sentence) => {
    const { train, finish, calls } = createHeldTraining();
    const training = train(options as never);
    if (sentence) {
      await expect(training).rejects.toMatchObject({
        name: 'RangeError',
        message: expect.stringMatching(sentence),
      });
      expect(calls).toEqual([]);
    } else {
      await untilTraining(calls);
      finish();
      await training;
    }
  });

  it('does not start when the signal is already aborted', async () => {
    const { train, calls } = createHeldTraining();
    await expect(train({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).not.toContain('training.train');
  });

  it('does not cancel a later training when an old signal aborts', async () => {
    const { train, finish, calls } = createHeldTraining();
    const controller = new AbortController();
    const training = train({ signal: controller.signal });
    await untilTraining(calls);
    finish();
    await training;
    controller.abort();
    expect(calls).not.toContain('training.cancel');
  });
});
