import { describe, expect, it } from 'vitest';
import { retrieveChanges } from '../../src/page/retrieve/events';
import { listChanges } from '../../src/page/retrieve/listChanges';
import { fusedRunOf } from '../../src/page/retrieve/state';
import { parseUserQuery } from '../../src/page/retrieve/userQuery';
import { createPageStore } from '../../src/page/state';
import type { SessionEvent } from '../../src/worker/protocol/session';
import { fakeDatasetView, fakeRunView } from './fakeSession';

describe('what is typed to find a user', () => {
  const query = (typed: string) => parseUserQuery(typed, ['saw', 'clicked', 'bought']);

  it('is words of anything, or titles of what they did when it says how far', () => {
    expect(query('  Makers phone ')).toEqual({ words: ['makers', 'phone'], depth: 0, ofAnything: true });
    expect(query('bought Kettle')).toEqual({ words: ['kettle'], depth: 2, ofAnything: false });
    expect(query('saw bag clicked')).toEqual({ words: ['bag'], depth: 1, ofAnything: false });
    expect(query('')).toEqual({ words: [], depth: 0, ofAnything: true });
  });
});

describe('two lists of a user', () => {
  it('have what left, what entered, and an order each', () => {
    const view = {
      scores: [Float32Array.of(4, 3, 2, 1), Float32Array.of(0, 9, 1, 5)],
      removed: Uint8Array.of(0, 0, 0, 0),
    };
    // By the first 0, 1; by the second 1, 3.
    expect(listChanges(view, { alphas: [0, 1], before: [1, 0] }, 2)).toEqual({
      now: [1, 3],
      before: [0, 1],
      entered: [3],
      left: [0],
    });
    expect(listChanges(view, { alphas: [0, 0], before: [1, 0] }, 2).now).toEqual([]);
  });
});

describe('the list while a model trains', () => {
  const view = { user: 1, scores: [], removed: new Uint8Array(2), history: [], test: [] };
  const fusion = { fusion: 'linear', scores: 'cumulative', vectorWidth: 3, trained: ['exposure'] } as const;
  const event = {
    type: 'live-scores',
    userId: 'u1',
    view,
    fusion: { ...fusion, trained: ['exposure'] },
  } satisfies SessionEvent;
  const state = (changes: object) => ({ ...createPageStore().getState(), ...changes });

  it('is of that model, for the chosen user or the one that the worker chose, and is fused as it is', () => {
    const changes = retrieveChanges(state({ userId: null }), event);
    expect(changes).toMatchObject({ userId: 'u1', userView: view });
    const run = fakeRunView('a', { fusion: 'method' });
    expect(fusedRunOf({ live: changes.live ?? null, run })?.fusion).toBe('linear');
    expect(fusedRunOf({ live: null, run })?.fusion).toBe('method');
    expect(retrieveChanges(state({ userId: 'u2' }), event)).toEqual({});
    expect(retrieveChanges(state({ invented: { features: {}, likedItemIds: [] } }), event)).toEqual({});
  });

  it('can be steered as soon as it is there, and until another log comes', () => {
    expect(state({}).isSteerable).toBe(false);
    const listed = state(retrieveChanges(state({}), event));
    expect(listed.isSteerable).toBe(true);
    const next = { type: 'run', run: fakeRunView('b'), runs: [] } satisfies SessionEvent;
    expect(retrieveChanges(listed, next)).not.toHaveProperty('isSteerable');
    const log = { type: 'dataset', dataset: fakeDatasetView() } satisfies SessionEvent;
    expect(retrieveChanges(listed, log)).toHaveProperty('isSteerable', false);
  });

  it('stays until the run’s own scores come, and is left where the training is', () => {
    const live = state({ live: fusion, userView: view });
    const run = fakeRunView('b');
    expect(retrieveChanges(live, { type: 'run', run, runs: [] })).not.toHaveProperty('userView');
    expect(retrieveChanges(state({}), { type: 'run', run, runs: [] })).toHaveProperty('userView', null);
    expect(retrieveChanges(live, { type: 'status', status: 'cancelled' })).toEqual({ live: null });
  });
});
