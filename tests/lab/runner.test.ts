import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dataset } from '../../src/data/schema';
import { SPLITS } from '../../src/data/schema';
import { createRelevance } from '../../src/evaluate/relevance';
import type { DatasetProvider } from '../../src/lab/datasetProvider';
import { parseSpec } from '../../src/lab/experiment';
import { createMemoryJournal } from '../../src/lab/journal';
import type { TestResult, TrialOutcome } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';
import { sentenceOf } from '../../src/page/messages/sentence';
import { brief, pull, SMALL_SHOP, sharedDatasets, smallSpec } from './labCases';

vi.mock('../../src/evaluate/relevance', async (original) => {
  const module = await original<typeof import('../../src/evaluate/relevance')>();
  return { ...module, createRelevance: vi.fn(module.createRelevance) };
});
const evaluated = vi.mocked(createRelevance);
beforeEach(() => {
  evaluated.mockClear();
});

const splitsRead = () => new Set(evaluated.mock.calls.map(([, split]) => split));
const resultOf = (outcome: TrialOutcome | undefined) => {
  if (outcome?.kind === 'done') return outcome.result;
  throw new Error(outcome ? sentenceOf('error', outcome.reason) : 'no outcome');
};
/** The outcomes without measured times. */
const timeless = (outcomes: readonly TrialOutcome[] | undefined) =>
  outcomes?.map((outcome) => ({
    ...outcome,
    result: { ...resultOf(outcome), seconds: 0, elapsedMs: 0, retrievalUs: 0 },
  }));

/** The dataset with another outcome in every row of a split. */
function scrambled(dataset: Dataset, split: 'validation' | 'test'): Dataset {
  const rows = dataset.split.map((value) => Number(value === SPLITS.indexOf(split)));
  const depth = dataset.log.depth.map((value, row) => (rows[row] ? 2 - value : value));
  return { ...dataset, log: { ...dataset.log, depth } };
}

const TUNED = smallSpec({ methods: [brief('joint')], seeds: [0, 1], tuned: true });
/** Validation recall of the tuning trials, then test recall of the measuring trials. */
const recallsOf = (outcomes: readonly TrialOutcome[]) =>
  outcomes.map((outcome) => {
    const result = resultOf(outcome);
    return result.phase === 'tune' ? result.recall : result.metrics.own.click?.recall;
  });

describe('the trials of an experiment', () => {
  let tuned: TrialOutcome[];
  beforeAll(async () => {
    tuned = (await pull({ spec: TUNED })).outcomes!;
  });

  it('tune on validation only and measure on test', async () => {
    await pull({ spec: TUNED }, ({ outcome }) => outcome !== undefined);
    expect([...splitsRead()]).toEqual(['validation']);
    evaluated.mockClear();
    await pull({ spec: { ...TUNED, seeds: [0], tuned: false } });
    expect(splitsRead()).toContain('test');
  });

  it('tune to the same alternative whatever the test rows are', async () => {
    const first = recallsOf(tuned);
    const recalls = async (split: 'validation' | 'test', until: number) => {
      const datasets: DatasetProvider = {
        open: async () => scrambled(await sharedDatasets.open(SMALL_SHOP, 0), split),
      };
      const { events } = await pull({ spec: TUNED, datasets }, ({ done }) => done === until);
      return recallsOf(events.flatMap(({ outcome }) => outcome ?? []));
    };
    const scrambledTest = await recalls('test', 5);
    expect(scrambledTest.slice(0, 4)).toEqual(first.slice(0, 4));
    expect(scrambledTest[4]).not.toBe(first[4]);
    expect((await recalls('validation', 1))[0]).not.toBe(first[0]);
  });

  it('measure with the alternative that tuned best, the earlier of equals', () => {
    const recalls = recallsOf(tuned).slice(0, 4) as number[];
    const winner = recalls.indexOf(Math.max(...recalls));
    expect(tuned.slice(4).map(({ alternative }) => alternative)).toEqual([winner, winner]);
    expect(new Set(recalls).size).toBeGreaterThan(1);
  });

  it('measure a ranker that tuning trained with the same seed without training it again', async () => {
    const journal = createMemoryJournal();
    const trainedIn = (events: readonly LabEvent[]) =>
      events.flatMap(({ trial, progress }) =>
        progress?.step === 1 ? `${trial.phase} ${trial.seed} ${trial.alternative}` : [],
      );
    const first = await pull({ spec: TUNED, journal }, ({ done }) => done === 4);
    expect(trainedIn(first.events)).toEqual(['tune 0 0', 'tune 0 1', 'tune 0 2', 'tune 0 3']);
    // After a restart the ranker is gone: it is trained again, and measures the same.
    const resumed = await pull({ spec: TUNED, journal });
    expect(trainedIn(resumed.events)).toEqual(['measure 0 best', 'measure 1 best']);
    expect(timeless(resumed.outcomes)).toEqual(timeless(tuned));
    const uninterrupted = await pull({ spec: TUNED });
    expect(trainedIn(uninterrupted.events).slice(4)).toEqual(['measure 1 best']);
  });

  it('report the figures and the costs of a method', async () => {
    const { outcomes } = await pull({ spec: smallSpec({ seeds: [0] }) });
    const [csmf, , popularity] = outcomes!.map((outcome) => resultOf(outcome) as TestResult);
    expect(csmf).toMatchObject({ steps: 18, vectorWidth: 9, indexBytes: 60 * 9 * 4, backend: 'wasm' });
    expect(csmf!.log).toMatchObject({ name: 'shop', figure: 'X', k: 6, users: 60 });
    expect(csmf!.drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
    expect(csmf!.parameters).toBeGreaterThan(60 * 8 * 2);
    expect(csmf!.figures.own.click).toHaveLength(60);
    const mean = csmf!.figures.own.click!.reduce((sum, value) => sum + value / 60, 0);
    expect(mean).toBeCloseTo(csmf!.metrics.own.click!.expected!, 4);
    expect(csmf!.hypervolume).toBeGreaterThan(0);
    expect(csmf!.retrievalUs).toBeGreaterThan(0);
    expect(popularity).toMatchObject({ engine: 'none', steps: 0, parameters: 0 });
    expect(JSON.parse(JSON.stringify(outcomes))).toEqual(outcomes);
  });

  it('take the budget’s share of every stage’s steps', async () => {
    const { outcomes } = await pull({
      spec: smallSpec({ methods: [brief('csmf')], seeds: [0], budget: 0.5 }),
    });
    // 6 4 4 and 2 2 halved.
    expect(resultOf(outcomes![0]).steps).toBe(9);
  });
});

describe('an experiment that runs', () => {
  it('gives the same results twice', async () => {
    const spec = smallSpec({ seeds: [0] });
    const [first, second] = [await pull({ spec }), await pull({ spec })];
    expect(timeless(second.outcomes)).toEqual(timeless(first.outcomes));
  });

  it('resumes where it stopped, within a trial, and runs no finished trial again', async () => {
    const spec = smallSpec({ seeds: [0] });
    const journal = createMemoryJournal();
    await pull({ spec, journal }, ({ done, progress }) => done === 1 && progress?.step === 3);
    expect(journal.size).toBe(1);
    const { events, outcomes } = await pull({ spec, journal });
    const trained = events.flatMap(({ trial, progress }) => (progress ? trial.variant.label : []));
    expect(new Set(trained)).toEqual(new Set(['joint']));
    expect(timeless(outcomes)).toEqual(timeless((await pull({ spec })).outcomes));
  });

  it('begins after the outcomes it is given', async () => {
    const spec = smallSpec({ seeds: [0] });
    const { outcomes } = await pull({ spec });
    const { events, outcomes: resumed } = await pull({ spec, before: outcomes!.slice(0, 2) });
    expect(events.map(({ trial }) => trial.variant.label)).toEqual(['popularity', 'popularity']);
    expect(timeless(resumed)).toEqual(timeless(outcomes));
  });

  it('counts trials and steps, and estimates the time left once one trial has run', async () => {
    const { events } = await pull({ spec: smallSpec({ methods: [brief('csmf')] }) });
    const ended = events.filter(({ outcome }) => outcome);
    expect(ended.map(({ done, total }) => [done, total])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(events[0]?.etaMs).toBeNull();
    expect(ended[0]?.etaMs).toBeGreaterThan(0);
    expect(ended[1]?.etaMs).toBe(0);
    // Halfway through the second of two trials half of the first one's time is left.
    const halfway = events.findLast(({ progress }) => progress?.step === 9);
    expect(halfway?.etaMs).toBeCloseTo(ended[0]!.etaMs! / 2, 6);
    expect(events.flatMap(({ progress }) => progress ?? []).slice(0, 2)).toEqual([
      { step: 1, steps: 18 },
      { step: 2, steps: 18 },
    ]);
  });

  it('gives the reason of a failed trial and continues, and repeats the trial the next time', async () => {
    const journal = createMemoryJournal();
    const spec = smallSpec({ methods: [brief('csmf', 'wild', { gamma: 99 }), 'popularity'], seeds: [0] });
    const { outcomes } = await pull({ spec, journal });
    const failed = outcomes![0];
    expect(failed).toMatchObject({
      reason: { code: 'hyperparameter-out-of-bounds', values: { path: 'gamma', min: '0', max: '4' } },
    });
    expect(failed?.kind === 'failed' && sentenceOf('error', failed.reason)).toMatch(
      /gamma must be a number from 0 to 4/,
    );
    expect(resultOf(outcomes![1]).phase).toBe('measure');
    expect(journal.size).toBe(1);
    const uploaded = parseSpec({ datasets: [{ fingerprint: 'abc' }], methods: ['oracle'], seeds: [0] });
    expect((await pull({ spec: uploaded })).outcomes![0]).toMatchObject({
      kind: 'failed',
      reason: { code: 'trial-log-not-loaded', values: { fingerprint: 'abc' } },
    });
  });

  it('rejects with the signal’s reason, which is not a failure of the trial', async () => {
    const controller = new AbortController();
    const stopped = pull({ spec: smallSpec(), signal: controller.signal }, ({ progress }) => {
      if (progress?.step === 3) controller.abort();
      return false;
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
  });
});
