import { describe, expect, it } from 'vitest';
import { DEFAULTS, withChanges } from '../../src/config';
import { resultRows } from '../../src/page/results/ObjectiveResults';
import { changesOf, listedRuns } from '../../src/page/storage/listedRuns';
import type { Metric } from '../../src/worker/protocol/retrieval';
import type { SavedRun } from '../../src/worker/protocol/storage';
import type { RunSummary } from '../../src/worker/protocol/training';

const metric = (recall: number): Metric => ({
  recall,
  ndcg: recall / 2,
  users: 3,
  recallInterval: [recall, recall],
  ndcgInterval: [recall, recall],
});
const weights = { exposure: 0, click: 1, conversion: 0 };

describe('the rows of an objective’s results', () => {
  it('show the run, what it was before reranking, its best fusion, and then the untrained baselines', () => {
    const run = {
      k: 5,
      split: 'test',
      click: metric(0.4),
      before: { click: metric(0.3) },
      best: { click: { ...metric(0.5), weights } },
    };
    const untrained = { k: 5, split: 'test', click: metric(0.1) };
    const scorers = [
      { id: 'run', title: 'This run', report: run },
      { id: 'random', title: 'Random', report: untrained },
    ] as const;
    const titles = { before: 'Before reranking', best: 'Best fusion' };
    const rows = resultRows('click', scorers, titles);
    expect(rows.map(({ title, metric: { recall } }) => [title, recall])).toEqual([
      ['This run', 0.4],
      ['Before reranking', 0.3],
      ['Best fusion', 0.5],
      ['Random', 0.1],
    ]);
    // Nobody clicked in test: no row at all for an objective that has no metric.
    expect(resultRows('conversion', scorers, titles)).toEqual([]);
  });
});

describe('the list of runs', () => {
  const run = (id: string, savedId?: string): RunSummary =>
    ({ id, method: 'csmf', config: { ...DEFAULTS, seed: 3 }, ...(savedId && { savedId }) }) as RunSummary;
  const saved = (id: string, name = 'csmf') => ({ id, name, method: 'csmf', seed: 3 }) as SavedRun;

  it('has each run once, the latest of this visit first, then what earlier visits saved', () => {
    const list = listedRuns([run('csmf-1', 'a'), run('csmf-2', 'gone')], [saved('b'), saved('a', 'my run')]);
    expect(list.map(({ key, name, saved: entry }) => [key, name, entry?.id])).toEqual([
      ['csmf-2', undefined, undefined],
      ['csmf-1', 'my run', 'a'],
      ['b', undefined, 'b'],
    ]);
  });

  it('tells runs apart by the parameters that were changed, without the seed and what the method never reads', () => {
    const config = withChanges(DEFAULTS, { seed: 9, gamma: 0.2, tau: { exposure: 0.6 }, fisherSamples: 7 });
    const changes = changesOf({ ...run('csmf-1'), config }, DEFAULTS, ['exposure', 'click']);
    expect(changes.map(({ parameter, value }) => [parameter.path, value])).toEqual([
      ['tau.exposure', 0.6],
      ['gamma', 0.2],
    ]);
  });
});
