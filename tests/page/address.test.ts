import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import { createCommands } from '../../src/page/commands';
import { queryOf } from '../../src/page/connectAddress';
import { openAddress, openQuery } from '../../src/page/openAddress';
import { type Address, isLink, readAddress, VIEWS, writeAddress } from '../../src/page/shell/address';
import { createPageStore, type PageState } from '../../src/page/state';
import { decodeRun, encodeRun } from '../../src/page/storage/address';
import type { SavedRun } from '../../src/worker/protocol/storage';
import { type Answers, createFakeSession, fakeDatasetView, fakeRunView, runSummary } from './fakeSession';

const query = fc.dictionary(
  fc.constantFrom('w', 'rho', 'pin', 'user', 'run', 'stage'),
  fc.string({ minLength: 1 }),
);
const address: fc.Arbitrary<Address> = fc.record({
  view: fc.constantFrom(...VIEWS),
  setup: fc.option(fc.constant('setup=1.aZ_-9')),
  query,
});

describe('the address', () => {
  it('says the view and the query in few characters', () => {
    expect(writeAddress({ view: 'play', setup: null, query: { w: '.33,.33,.97', user: 'u0546' } })).toBe(
      '#play?w=.33,.33,.97&user=u0546',
    );
    expect(writeAddress({ view: 'data', setup: null, query: {} })).toBe('#data');
  });

  it('reads back as what was written, whatever the view, the setup and the query', () => {
    fc.assert(
      fc.property(address, (written) => {
        expect(readAddress(writeAddress(written))).toEqual(written);
      }),
    );
  });

  it.each([
    ['', { view: 'play', setup: null, query: {} }],
    ['#masks', { view: 'play', setup: null, query: {} }],
    ['#setup=1.abc', { view: 'play', setup: 'setup=1.abc', query: {} }],
    ['#setup=1.abc?view=runs&stage=6', { view: 'runs', setup: 'setup=1.abc', query: { stage: '6' } }],
  ])('reads %s', (hash, expected) => {
    expect(readAddress(hash)).toEqual(expected);
  });

  it('is a link only where it holds a setup', () => {
    expect([isLink('#setup=1.abc'), isLink('#play'), isLink('')]).toEqual([true, false, false]);
  });
});

describe('the query of Play', () => {
  it('leaves out a weighting that nobody has moved', () => {
    const state = createPageStore().getState();
    expect(queryOf(state)).toEqual({});
    const weights = { ...state.weights, click: 0.5 };
    expect(queryOf({ ...state, weights, userId: 'u7' })).toEqual({ w: '.33,.5,.34', rho: '1', user: 'u7' });
  });
});

const savedRun = (id: string): SavedRun => {
  const dataset = { name: 'shop', fingerprint: 'f' };
  return { id, name: 'csmf', savedAt: 0, method: 'csmf', seed: 0, dataset, bytes: 1 };
};
const savedView = (savedId: string) => fakeRunView('1', { summary: { ...runSummary('1'), savedId } });
const stageShown = { stage: 2, hasMasks: true, hasList: true };

describe('the run in the address', () => {
  const state = (changes: Partial<PageState>): PageState => ({
    ...createPageStore().getState(),
    dataset: fakeDatasetView(),
    saved: { interruptions: [], runs: [savedRun('a')], logs: [] },
    ...changes,
  });

  it('is the saved one with the number of its shown stage, or the one that came with the page', () => {
    expect(encodeRun(state({ run: savedView('a') }))).toEqual({ run: 'a' });
    expect(encodeRun(state({ run: savedView('a'), shownStage: stageShown }))).toEqual({
      run: 'a',
      stage: '3',
    });
    expect(encodeRun(state({ run: fakeRunView('1', { trainedInAdvance: true }) }))).toEqual({
      run: 'in-advance',
    });
    expect(encodeRun(state({ run: savedView('a'), saved: null }))).toEqual({ run: 'a' });
  });

  it('is left out until it is saved, and its stage while another model trains', () => {
    expect(encodeRun(state({ run: savedView('b') }))).toEqual({});
    expect(encodeRun(state({ run: fakeRunView('1') }))).toEqual({});
    expect(encodeRun(state({}))).toEqual({});
    const training = { run: savedView('a'), shownStage: stageShown, status: 'running' } as const;
    expect(encodeRun(state(training))).toEqual({ run: 'a' });
  });

  it('is read back, without a stage that is none', () => {
    const read = (query: string) => decodeRun(new URLSearchParams(query));
    expect(read('run=a&stage=3')).toEqual({ run: 'a', stage: 2 });
    for (const stage of ['0', '-1', '1.5', 'x', ''])
      expect(read(`run=a&stage=${stage}`)).toEqual({ run: 'a' });
    expect(read('w=1,0,0')).toEqual({});
  });
});

describe('an address that is opened', () => {
  const view = { ...savedView('a'), stages: [1, 2, 3].map((id) => stageOf(String(id))) };
  function pageWith(answers: Answers = {}) {
    const fake = createFakeSession(answers);
    const store = createPageStore({ dataset: fakeDatasetView() });
    const commands = createCommands(fake.session, store);
    return { ...fake, store, commands, snapshot: Promise.resolve(null) };
  }
  const opened = (query: Record<string, string>) => ({ view: 'play' as const, setup: null, query });

  it('asks for its run, then for its stage and its user', async () => {
    const page = pageWith({
      'storage.openFirstRun': async (_, wanted) => {
        page.store.setState({ run: view, reports: view.stages });
        return { ...view.summary, id: wanted! };
      },
    });
    await openAddress(opened({ run: 'a', stage: '2', user: 'u1' }), page);
    expect(page.lastArguments('storage.openFirstRun')).toEqual([null, 'a']);
    expect(page.lastArguments('training.showStage')).toEqual([1]);
    expect(page.lastArguments('retrieval.userView')).toEqual(['u1']);
    expect(page.calls).not.toContain('storage.openRun');
  });

  it('says that its run is not there, and leaves what was opened instead at its end', async () => {
    const page = pageWith({
      'storage.openFirstRun': async () => {
        page.store.setState({ run: fakeRunView('1', { trainedInAdvance: true }), reports: view.stages });
        throw Object.assign(new Error('none'), { code: 'run-not-saved' });
      },
    });
    await openAddress(opened({ run: 'gone', stage: '2' }), page);
    expect(page.store.getState().problem).toMatchObject({
      kind: 'address',
      reason: { code: 'run-not-saved' },
    });
    expect(page.calls).toEqual(['storage.openFirstRun']);
  });

  it('trains what its setup says, whatever run it shows', async () => {
    const config = { ...DEFAULTS, seed: 7 };
    const dataset = { name: 'shop', fingerprint: 'f', sample: { name: 'shop', options: {} } };
    const page = pageWith({
      'storage.readLink': async () => ({ method: 'joint', config, dataset }),
      'storage.openRun': async () => {
        page.store.setState({ run: view, draft: { method: 'csmf', config: DEFAULTS, defaults: null } });
        return view.summary;
      },
    });
    await openAddress({ ...opened({ run: 'a' }), setup: 'setup=1.x' }, page);
    expect(page.calls).toContain('storage.openRun');
    expect(page.store.getState().draft).toEqual({ method: 'joint', config, defaults: DEFAULTS });
  });

  it('goes back to another run and to the end of the shown one, but not while a model trains', async () => {
    const page = pageWith({
      'storage.openRun': async () => {
        page.store.setState({ run: view, reports: view.stages, shownStage: stageShown });
        return view.summary;
      },
    });
    await openQuery({ run: 'a' }, page);
    expect(page.lastArguments('storage.openRun')).toEqual(['a']);
    expect(page.lastArguments('training.showStage')).toEqual([null]);
    page.store.setState({ status: 'running' });
    await openQuery({ run: 'b', stage: '1' }, page);
    expect(page.lastArguments('storage.openRun')).toEqual(['a']);
  });
});

function stageOf(id: string) {
  return { id, kind: 'train' as const, objective: 'exposure' as const, seconds: 1, steps: 1, recall: {} };
}
