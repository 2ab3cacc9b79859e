import { expect, it } from 'vitest';
import { DEFAULTS } from '../../src/config';
import type { Vectors } from '../../src/model/vectors';
import { runView, type SessionRun, untrainedBaselineRun } from '../../src/worker/training/sessionRun';
import { tinyDataset } from '../tinyLog';

it('a run tells the page how an objective’s score is made of blocks', () => {
  const untrained = untrainedBaselineRun({
    ...{ id: '1', method: 'random', dataset: tinyDataset(), config: DEFAULTS },
  });
  expect(runView(untrained).scores).toBe('cumulative');
  const vectors = { scores: 'separate' } as Vectors;
  const trained = { vectors } as SessionRun['trained'];
  expect(runView({ ...untrained, trained } as SessionRun).scores).toBe('separate');
});
