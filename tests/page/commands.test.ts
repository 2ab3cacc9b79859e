import { describe, expect, it, vi } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { profileFile as profile } from '../../src/data/profile/fileProfile';
import { createCommands } from '../../src/page/commands';
import { connectEvents } from '../../src/page/connectEvents';
import { errorMessage } from '../../src/page/messages/withMessages';
import { usersToShow } from '../../src/page/retrieve/commands';
import { createPageStore } from '../../src/page/state';
import type { Session } from '../../src/worker/protocol/session';
import {
  type Answers,
  createFakeSession,
  emitDataset,
  fakeDatasetView,
  fakeRunView,
  uploadedLog,
} from './fakeSession';

async function openPage(answers: Answers = {}) {
  const fake = createFakeSession(answers);
  const store = createPageStore();
  const commands = createCommands(fake.session, store);
  await connectEvents(fake.session, store, commands);
  return { ...fake, store, commands };
}

const profileFile: Session['data']['profileFile'] = (source, mapping) => profile({ source, mapping });

describe('commands', () => {
  it('does not start a training when a log is loaded or a parameter changes', async () => {
    const page = await openPage();
    const { commands, calls } = page;
    await emitDataset(page, fakeDatasetView());
    commands.setParameter('tau.exposure', 0.5);
    await commands.chooseMethod('joint');
    expect(calls.filter((name) => /^training\.(train|play|step|prepare)$/.test(name))).toEqual([]);
  });

  it('trains with exactly the shown configuration', async () => {
    const page = await openPage();
    const { commands, lastArguments } = page;
    await emitDataset(page, fakeDatasetView());
    commands.setParameter('tau.exposure', 0.5);
    await commands.train();
    expect(lastArguments('training.train')).toEqual([
      { method: 'csmf', config: { ...DEFAULTS, tau: { exposure: 0.5, click: 0.3 } } },
    ]);
  });

  it('says nothing of a request whose run has gone with its log', async () => {
    const noRun = Object.assign(new Error('no run'), { code: 'no-run', values: {} });
    let refuse: (error: unknown) => void = () => undefined;
    const answer = new Promise<never>((_, reject) => {
      refuse = reject;
    });
    const page = await openPage({ 'storage.exportRun': () => answer });
    const { commands, store, emit } = page;
    await emitDataset(page, fakeDatasetView());
    emit({ type: 'run', run: fakeRunView('csmf-1'), runs: [] });
    const exported = commands.exportRun();
    await emitDataset(page, fakeDatasetView());
    refuse(noRun);
    await exported;
    expect(store.getState()).toMatchObject({ run: null, problem: null });
  });

  it('says nothing of a list that was asked for before a stage without one was shown: its place says so', async () => {
    const notKept = Object.assign(new Error('none'), { code: 'list-not-kept', values: { stage: 1 } });
    const page = await openPage({ 'retrieval.userView': () => Promise.reject(notKept) });
    await emitDataset(page, fakeDatasetView());
    page.emit({ type: 'run', run: fakeRunView('csmf-1'), runs: [] });
    await page.commands.chooseUser('u1');
    expect(page.store.getState().problem).toBeNull();
  });

  it('rejects a value out of bounds with a message, and keeps the old value', async () => {
    const page = await openPage();
    const { commands, store } = page;
    await emitDataset(page, fakeDatasetView());
    commands.setParameter('tau.exposure', 2);
    expect(errorMessage(store.getState().problem?.reason)).toContain('tau.exposure');
    expect(store.getState().draft.config?.tau.exposure).toBe(0.4);
  });

  it('rejects a learning rate and a decay that are not allowed together, naming both', async () => {
    const page = await openPage();
    const { commands, store } = page;
    await emitDataset(page, fakeDatasetView());
    commands.setParameter('embeddingDecay', 5);
    commands.setParameter('learningRates.click', 0.25);
    const sentence = errorMessage(store.getState().problem?.reason);
    expect(sentence).toContain('learningRates.click × embeddingDecay must stay below 1');
    expect(sentence).toContain('0.25 × 5 = 1.25');
    expect(store.getState().draft.config).toMatchObject({
      embeddingDecay: 5,
      learningRates: { click: 3e-3 },
    });
  });

  it('prepares before the first single step, and not again while paused', async () => {
    const page = await openPage();
    const { commands, calls, emit } = page;
    await emitDataset(page, fakeDatasetView());
    await commands.step('batch');
    emit({ type: 'status', status: 'paused' });
    await commands.step('batch');
    expect(calls.filter((name) => name === 'training.prepare' || name === 'training.step')).toEqual([
      'training.prepare',
      'training.step',
      'training.step',
    ]);
  });

  it('moves to the next seed, and seed 0 stays 0 on a plain reset', async () => {
    const page = await openPage();
    const { commands, lastArguments } = page;
    await emitDataset(page, fakeDatasetView());
    await commands.reset('same');
    expect(lastArguments('training.prepare')).toMatchObject([{ config: { seed: 0 } }]);
    await commands.reset('next');
    expect(lastArguments('training.prepare')).toMatchObject([{ config: { seed: 1 } }]);
  });

  it('generates another log of the same size for a sample, and none for an uploaded log', async () => {
    const { emit, commands, calls, lastArguments } = await openPage();
    emit({ type: 'dataset', dataset: fakeDatasetView({ sampleOptions: { users: 60, seed: 4 } }) });
    await commands.drawAnother();
    expect(lastArguments('data.loadSample')).toEqual(['shop', { users: 60, seed: 5 }]);
    emit({ type: 'dataset', dataset: uploadedLog() });
    await commands.drawAnother();
    expect(calls.filter((name) => name === 'data.loadSample')).toHaveLength(1);
  });

  it('keeps the log that was loaded when a file cannot be read, and lists its issues', async () => {
    const issues = [{ line: 3, column: 'click', code: 'bad-flag', message: '“maybe” is neither 0 nor 1.' }];
    const failing = async () => {
      throw Object.assign(new Error('One row is wrong.'), { name: 'CsvError', issues });
    };
    const { emit, commands, store } = await openPage({
      'data.loadCsv': failing,
      'data.profileFile': profileFile,
    });
    const dataset = fakeDatasetView();
    emit({ type: 'dataset', dataset });
    await commands.openFiles([new File(['user_id,item_id,click\nu,i,1\n'], 'log.csv')]);
    await commands.loadMapped();
    expect(store.getState().dataset).toBe(dataset);
    expect(store.getState().upload.fault).toMatchObject({ reason: { message: 'One row is wrong.' }, issues });
    expect(store.getState().upload.draft?.files[0]?.profile.file).toBe('log.csv');
    expect(store.getState().loading).toBeNull();
  });

  it('shows no problem when the user cancels a training', async () => {
    const cancelled = async () => {
      throw new DOMException('Cancelled.', 'AbortError');
    };
    const { commands, store } = await openPage({ 'training.train': cancelled });
    await commands.train();
    expect(store.getState().problem).toBeNull();
  });

  it('requests the oracle on a sample but not on an uploaded log', async () => {
    const requested: string[] = [];
    const evaluateUntrainedBaseline = async (method: string) => {
      requested.push(method);
      return { k: 5, split: 'test' };
    };
    const evaluate = async () => ({ k: 5, split: 'test' });
    const interactions = async () => [];
    const page = await openPage({
      'retrieval.evaluateUntrainedBaseline': evaluateUntrainedBaseline,
      'retrieval.evaluate': evaluate,
      'data.interactions': interactions,
    });
    const run = fakeRunView('1');
    for (const dataset of [fakeDatasetView(), uploadedLog()]) {
      await emitDataset(page, dataset);
      page.emit({ type: 'run', run, runs: [run.summary] });
      await vi.waitFor(() => expect(page.store.getState().untrainedReports).toHaveProperty('random'));
      // Whatever is still missing is asked for before this ends.
      await page.commands.evaluateRun();
    }
    expect(requested).toEqual([
      'item-knn',
      'popularity',
      'random',
      'oracle',
      'item-knn',
      'popularity',
      'random',
    ]);
  });

  it('shows no user of a log that was left while its users were compared', async () => {
    let answer = (_: string[]): void => undefined;
    const page = await openPage({
      'data.interactions': async () => [],
      'retrieval.steeringUsers': () => new Promise((resolve) => (answer = resolve)),
    });
    await emitDataset(page, fakeDatasetView());
    const run = fakeRunView('1');
    page.emit({ type: 'run', run, runs: [run.summary] });
    await vi.waitFor(() => expect(page.calls).toContain('retrieval.steeringUsers'));
    await emitDataset(page, uploadedLog());
    answer(['u-of-the-log-before']);
    await page.commands.resolveDraft();
    expect(page.store.getState()).toMatchObject({ suggestedUsers: [], userId: null, problem: null });
    expect(page.calls).not.toContain('retrieval.userView');
  });

  it('compares the list with the weights before a gesture, not with each step of it', async () => {
    const { commands, store } = await openPage();
    const start = store.getState().weights;
    commands.setWeight('click', 0.5);
    commands.setWeight('click', 0.6);
    expect(store.getState().before.weights).toEqual(start);
    expect(store.getState().weights.click).toBe(0.6);
  });
});

describe('usersToShow', () => {
  const row = (userId: string, click: boolean, conversion: boolean) => ({
    userId,
    itemId: 'i',
    click,
    conversion,
  });

  it('prefers users with conversions and lists each once', () => {
    expect(usersToShow([row('a', true, false), row('b', true, true), row('b', true, true)])).toEqual(['b']);
  });

  it('falls back to users with clicks, then to any user', () => {
    expect(usersToShow([row('a', false, false), row('b', true, false)])).toEqual(['b']);
    expect(usersToShow([row('a', false, false)])).toEqual(['a']);
  });
});
