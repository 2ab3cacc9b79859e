import { describe, expect, it, vi } from 'vitest';
import { createCommands } from '../../src/page/commands';
import { decodeRetrieval, encodeRetrieval } from '../../src/page/retrieve/address';
import { nextRefinement } from '../../src/page/retrieve/gridRequests';
import { presetsOf } from '../../src/page/retrieve/presets';
import { signed } from '../../src/page/retrieve/signed';
import { INITIAL_RETRIEVE } from '../../src/page/retrieve/state';
import { fusedWeights, ownWeights, steered, undone } from '../../src/page/retrieve/steering';
import { createPageStore } from '../../src/page/state';
import type { WeightingGrid } from '../../src/retrieve/weightingGrid';
import { EXPOSURE_SHARES } from '../../src/retrieve/weightings';
import { createFakeSession, fakeDatasetView, fakeRunView } from './fakeSession';

const LINEAR = { fusion: 'linear', scores: 'cumulative', vectorWidth: 48 } as const;
const clickOnly = { exposure: 0, click: 1, conversion: 0 };

describe('a gesture', () => {
  it('is undone as a whole, and the list is then compared with what was undone', () => {
    const first = { ...INITIAL_RETRIEVE, ...steered(INITIAL_RETRIEVE, { weights: clickOnly, rho: 1 }, true) };
    const second = { ...first, ...steered(first, { weights: clickOnly, rho: 0.5 }, false) };
    expect(second).toMatchObject({
      weights: clickOnly,
      rho: 0.5,
      before: { weights: INITIAL_RETRIEVE.weights },
    });
    const back = { ...second, ...undone(second) };
    expect(back).toMatchObject({
      weights: INITIAL_RETRIEVE.weights,
      rho: 1,
      before: { rho: 0.5 },
      undoable: [],
    });
    expect(undone(back)).toEqual({});
  });

  it('that changes nothing cannot be undone', () => {
    const { weights, rho } = INITIAL_RETRIEVE;
    expect(steered(INITIAL_RETRIEVE, { weights, rho }, true)).not.toHaveProperty('undoable');
  });
});

describe('the weights that F is fused with', () => {
  const weighting = { weights: { exposure: 0.25, click: 0.25, conversion: 0.5 }, rho: 0 };

  it('have ρ worked in where scores are sums of blocks, and not where a method fuses itself', () => {
    expect(fusedWeights(weighting, LINEAR, 3)).toEqual({
      exposure: -0.75,
      click: 0.25,
      conversion: 0.5,
    });
    expect(fusedWeights(weighting, { ...LINEAR, fusion: 'method' }, 3)).toEqual(weighting.weights);
  });

  it('of one objective are its score, whatever the sliders of another log were', () => {
    const salesOnly = { weights: { exposure: 0, click: 0, conversion: 1 }, rho: 0 };
    expect(fusedWeights(salesOnly, LINEAR, 1)).toEqual({ exposure: 1, click: 0, conversion: 0 });
    expect(ownWeights(salesOnly.weights, 1)).toEqual({ exposure: 1, click: 0, conversion: 0 });
    expect(ownWeights(salesOnly.weights, 3)).toBe(salesOnly.weights);
  });

  it('leave out an objective that the log does not have', () => {
    expect(fusedWeights(weighting, LINEAR, 2)).toEqual({
      exposure: -0.25,
      click: 0.25,
      conversion: 0,
    });
  });
});

describe('presets', () => {
  it('offer no sales without conversions and no discovery where ρ does not act', () => {
    const names = (objectives: 2 | 3, acts: boolean) =>
      presetsOf((['exposure', 'click', 'conversion'] as const).slice(0, objectives), acts).map(
        ({ name }) => name,
      );
    expect(names(3, true)).toEqual(['balanced', 'reach', 'engagement', 'sales', 'discovery']);
    expect(names(2, false)).toEqual(['balanced', 'reach', 'engagement']);
  });
});

describe('the address', () => {
  const state = {
    weights: { exposure: 0.33, click: 0, conversion: 1 },
    rho: 0.5,
    pinned: { weights: clickOnly, rho: 1 },
    userId: 'u 1&2',
  };

  it('reads back what it wrote, short', () => {
    const parameters = new URLSearchParams(encodeRetrieval(state));
    expect(encodeRetrieval(state)).toEqual({ w: '.33,0,1', rho: '.5', pin: '0,1,0,1', user: 'u 1&2' });
    expect(decodeRetrieval(new URLSearchParams(parameters.toString()))).toEqual(state);
    expect(encodeRetrieval({ ...state, pinned: null, userId: null })).toEqual({ w: '.33,0,1', rho: '.5' });
  });

  it.each([
    'w=1,1',
    'w=1,1,x',
    'w=1,,1',
    'w=2,0,0',
    'w=-1,0,0',
    'rho=',
    'rho=NaN',
    'rho=1.01',
    'pin=1,0,0',
    'user=',
  ])('believes nothing in %s', (query) => {
    expect(decodeRetrieval(new URLSearchParams(query))).toEqual({});
  });
});

describe('a signed difference', () => {
  const format = (value: number) => value.toFixed(3);

  it('has its sign on both sides of 0, and none where no digit differs', () => {
    expect([0.0123, -0.5, 0.0004].map((value) => signed(value, format))).toEqual(['+0.012', '−0.500', '±0']);
  });
});

describe('the grids that are computed while nothing else is asked', () => {
  const grid = (rho: number, steps: number): WeightingGrid => ({
    rho,
    steps,
    split: 'validation',
    k: 5,
    points: [],
  });
  const coarse = EXPOSURE_SHARES.map((rho) => grid(rho, 10));

  it('are first those of other ρ, then the finer one of the current ρ, then none', () => {
    const state = { rho: 0.5, run: fakeRunView('a') };
    expect(nextRefinement({ ...state, grids: [grid(0.5, 10)] })).toEqual({ rho: 1, steps: 10 });
    expect(nextRefinement({ ...state, grids: coarse })).toEqual({ rho: 0.5, steps: 20 });
    expect(
      nextRefinement({
        ...state,
        grids: [...coarse, grid(0.5, 20)].filter(({ rho, steps }) => rho !== 0.5 || steps === 20),
      }),
    ).toBeUndefined();
  });

  it('know one ρ where ρ does not act', () => {
    const run = fakeRunView('a', { fusion: 'method' });
    expect(nextRefinement({ rho: 0.5, run, grids: [grid(1, 10)] })).toEqual({ rho: 1, steps: 20 });
  });
});

describe('what is asked of the worker at a stage without lists', () => {
  it('is nothing: neither recall nor grid, until a stage that has them is shown', async () => {
    const grid = { rho: 1, steps: 10, split: 'validation' as const, k: 5, points: [] };
    const fake = createFakeSession({ 'retrieval.weightingGrid': async () => grid });
    const shownStage = { stage: 0, hasMasks: true, hasList: false };
    const store = createPageStore({ dataset: fakeDatasetView(), run: fakeRunView('1'), shownStage });
    const commands = createCommands(fake.session, store);
    commands.setWeight('click', 0.9);
    expect(fake.calls).toEqual([]);
    store.setState({ shownStage: null });
    commands.setWeight('click', 0.8);
    await vi.waitFor(() => expect(store.getState().grids).toEqual([grid]));
    expect(fake.calls).toContain('retrieval.fusedOutcome');
  });

  it('is dropped where it was asked of another stage, and asked again for the shown one', async () => {
    let answer = (_: null): void => undefined;
    const first = new Promise<null>((resolve) => {
      answer = resolve;
    });
    const grid = { rho: 1, steps: 10, split: 'validation' as const, k: 5, points: [] };
    const asked: string[] = [];
    const fake = createFakeSession({
      'retrieval.weightingGrid': async () => {
        asked.push(store.getState().shownStage ? 'stage' : 'end');
        if (asked.length === 1) await first;
        return grid;
      },
    });
    const store = createPageStore({ dataset: fakeDatasetView(), run: fakeRunView('1') });
    const commands = createCommands(fake.session, store);
    commands.setWeight('click', 0.9);
    store.setState({ shownStage: { stage: 0, hasMasks: true, hasList: true } });
    answer(null);
    await vi.waitFor(() => expect(store.getState().grids).toEqual([grid]));
    expect(asked).toEqual(['end', 'stage']);
  });
});
