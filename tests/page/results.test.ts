import { describe, expect, it } from 'vitest';
import { resultRows } from '../../src/page/results/ObjectiveResults';
import type { Metric } from '../../src/worker/protocol/retrieval';

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
