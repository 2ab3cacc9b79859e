import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULTS, withChanges } from '../../src/config';
import { createCommands } from '../../src/page/commands';
import { connectEvents, connectRest } from '../../src/page/connectEvents';
import { stageTitle } from '../../src/page/legend/stages';
import type { Text } from '../../src/page/messages/useText';
import { createPageStore } from '../../src/page/state';
import { otherEngine } from '../../src/page/storage/otherEngine';
import type { EngineChoice } from '../../src/worker/protocol/session';
import type { Interruption, SavedLists, Setup } from '../../src/worker/protocol/storage';
import {
  type Answers,
  createFakeSession,
  emitDataset,
  fakeDatasetView,
  runSummary,
  uploadedLog,
} from './fakeSession';

const config = withChanges(DEFAULTS, { seed: 9, gamma: 1 });
const interruption: Interruption = {
  id: 'a',
  savedAt: 0,
  method: 'csmf',
  config,
  dataset: { name: 'shop', fingerprint: 'f' },
  stage: 'train-click',
  step: 3,
  steps: 9,
};
const kept: SavedLists = { interruptions: [interruption], runs: [], logs: [] };

async function openPage(answers: Answers = {}) {
  const fake = createFakeSession({ 'storage.list': async () => kept, ...answers });
  const store = createPageStore();
  const commands = createCommands(fake.session, store);
  await connectEvents(fake.session, store, commands);
  void connectRest({ session: fake.session, store, commands });
  await vi.waitFor(() => expect(store.getState().saved).not.toBeNull());
  return { ...fake, store, commands };
}

afterEach(() => vi.unstubAllGlobals());

describe('an interrupted training on the page', () => {
  it('is known to go on with another engine; a network’s is tfjs’s beside a fused one', () => {
    const now = (name: EngineChoice['name']) =>
      ({ name, engine: name.startsWith('tfjs') ? 'tfjs' : name }) as EngineChoice;
    const saved = (engine: string, method = 'csmf') => ({ ...interruption, engine, method });
    expect(otherEngine(saved('tfjs-wasm'), now('wasm'))).toEqual({ saved: 'tfjs-wasm', now: 'wasm' });
    expect(otherEngine(saved('wasm'), now('wasm'))).toBeNull();
    expect(otherEngine(saved('tfjs-wasm', 'esmm'), now('wasm'))).toBeNull();
    expect(otherEngine(saved('tfjs-wasm', 'esmm'), now('tfjs-cpu'))).toMatchObject({ now: 'tfjs-cpu' });
    expect(otherEngine(interruption, now('wasm'))).toBeNull();
    expect(otherEngine(saved('wasm'), null)).toBeNull();
  });

  it('is offered, can be resumed unchanged, and is still offered after another log is loaded', async () => {
    const { store, commands, emit, lastArguments } = await openPage();
    emit({ type: 'dataset', dataset: fakeDatasetView() });
    expect(store.getState().saved).toEqual(kept);
    await commands.continueTraining('a');
    expect(lastArguments('storage.continueTraining')).toEqual(['a']);
  });

  it('that failed with a NaN loss is resumed with half the learning rate, and the failure is cleared', async () => {
    const { store, commands, emit, lastArguments } = await openPage();
    emit({ type: 'status', status: 'failed', code: 'nan-loss' });
    emit({ type: 'status', status: 'idle' });
    emit({ type: 'dataset', dataset: fakeDatasetView() });
    expect(store.getState().failure).toBe('nan-loss');
    await commands.fixTraining('a');
    expect(lastArguments('storage.continueTraining')).toMatchObject([
      'a',
      { learningRates: { exposure: 2.5e-3 } },
    ]);
    expect(store.getState()).toMatchObject({ failure: null, problem: null });
  });

  it('names its stage as the timeline does', () => {
    const text: Text = (id, values) => `${id} ${values?.objective ?? ''}`.trim();
    expect(stageTitle({ kind: 'train', objective: 'click' }, text)).toBe('stage.train objective.click');
  });

  it('after an unknown failure offers no remedy', async () => {
    const { store, emit } = await openPage();
    emit({ type: 'status', status: 'failed', code: 'odd' });
    expect(store.getState().failure).toBeNull();
  });
});

describe('a link on the page', () => {
  const setup: Setup = {
    method: 'joint',
    config,
    dataset: { name: 'shop', fingerprint: 'f', sample: { name: 'shop', options: { seed: 2 } } },
  };

  it('loads its sample and sets method and every hyperparameter', async () => {
    const page = await openPage({ 'storage.readLink': async () => setup });
    const { store, commands, lastArguments } = page;
    await commands.openLink('setup=1.x');
    expect(lastArguments('data.loadSample')).toEqual(['shop', { seed: 2 }]);
    await emitDataset(page, fakeDatasetView());
    expect(store.getState()).toMatchObject({ link: null, draft: { method: 'joint', config } });
  });

  it('to an uploaded log waits for the file with its fingerprint, even when other logs are loaded', async () => {
    const uploaded: Setup = { ...setup, dataset: { name: 'mine.csv', fingerprint: 'e' } };
    const page = await openPage({ 'storage.readLink': async () => uploaded });
    const { store, commands, calls } = page;
    await commands.openLink('setup=1.x');
    expect(calls).not.toContain('storage.openLog');
    await emitDataset(page, fakeDatasetView());
    expect(store.getState().link).toEqual(uploaded);
    const view = uploadedLog();
    await emitDataset(page, { ...view, summary: { ...view.summary, fingerprint: 'e' } });
    expect(store.getState()).toMatchObject({ link: null, draft: { method: 'joint', config } });
  });

  it('that cannot be read is reported, and a sample is loaded instead', async () => {
    const { store, commands, lastArguments } = await openPage({
      'storage.readLink': async () => Promise.reject(new Error('This link is damaged.')),
    });
    await commands.openLink('setup=1.x');
    expect(lastArguments('data.loadSample')).toEqual(['shop']);
    expect(store.getState().problem).toMatchObject({
      kind: 'link',
      reason: { message: 'This link is damaged.' },
    });
  });

  it('is copied in full and set as the address', async () => {
    const replaceState = vi.fn();
    const writeText = vi.fn(async () => undefined);
    const location = { href: 'http://x/#setup=1.y', search: '', hash: '' };
    vi.stubGlobal('window', { history: { replaceState }, location });
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    const page = await openPage({ 'storage.writeLink': async () => 'setup=1.y' });
    const { commands, lastArguments } = page;
    await emitDataset(page, fakeDatasetView());
    expect(await commands.copyLink()).toBe(true);
    expect(lastArguments('storage.writeLink')).toEqual([{ method: 'csmf', config: DEFAULTS }]);
    expect(replaceState).toHaveBeenCalledWith(null, '', '#setup=1.y');
    expect(writeText).toHaveBeenCalledWith('http://x/#setup=1.y');
  });

  it('keeps the engine of the address, by the name that it has now', async () => {
    const replaceState = vi.fn();
    const location = { href: '', search: '', hash: '' };
    vi.stubGlobal('window', { history: { replaceState }, location });
    vi.stubGlobal('navigator', {});
    const page = await openPage({ 'storage.writeLink': async () => 'setup=1.y' });
    await emitDataset(page, fakeDatasetView());
    const copied = async (search: string, name: EngineChoice['name'], reasonCode: string) => {
      location.search = search;
      const engine = { name, reasonCode } as EngineChoice;
      page.store.setState({ engine });
      await page.commands.copyLink();
      return replaceState.mock.lastCall?.[2];
    };
    expect(await copied('?engine=webgl&x=1', 'tfjs-webgl', 'forced-earlier-name')).toBe(
      '?engine=tfjs-webgl&x=1#setup=1.y',
    );
    expect(await copied('?engine=wasm', 'wasm', 'forced-wasm')).toBe('?engine=wasm#setup=1.y');
    expect(await copied('', 'wasm', 'no-webgpu')).toBe('#setup=1.y');
  });
});

describe('the saved data', () => {
  it('disappears from the page and its address when it is deleted', async () => {
    const replaceState = vi.fn();
    vi.stubGlobal('window', {
      history: { replaceState },
      location: { hash: '#setup=1.abc', pathname: '/', search: '?engine=wasm' },
    });
    const { store, commands, emit } = await openPage();
    emit({ type: 'dataset', dataset: uploadedLog() });
    emit({ type: 'status', status: 'failed', code: 'nan-loss' });
    store.setState({ theme: 'dark', runs: [runSummary('a')] });
    await commands.deleteEverything();
    emit({ type: 'saved', saved: { interruptions: [], runs: [], logs: [] } });
    emit({ type: 'deleted' });
    expect(store.getState()).toMatchObject({
      ...{ dataset: null, runs: [], run: null, problem: null, failure: null, theme: 'dark' },
      saved: { interruptions: [] },
    });
    expect(replaceState).toHaveBeenCalledWith(null, '', '/?engine=wasm');
  });
});
