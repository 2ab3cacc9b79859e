import { describe, expect, it } from 'vitest';
import { FREE } from '../../src/model/ownerBytes';
import type { Vectors } from '../../src/model/vectors';
import { createLiveScorer, liveScores } from '../../src/worker/retrieval/liveScores';
import { datasetOfRows } from '../evaluate/datasetOfRows';

const dataset = datasetOfRows({ users: 2, items: 2 }, [
  [1, 0, 1, 'train'],
  [1, 1, 2, 'test'],
]);
const vectors: Vectors = {
  users: Float32Array.of(9, 9, 9, 1, 2, 3),
  items: Float32Array.of(1, 1, 1, 2, 0, 5),
  width: 3,
  blocks: Uint8Array.of(0, FREE, 1),
  scores: 'cumulative',
};

describe('the scores of a model in training', () => {
  it('are the shown user’s, with what they did, and say which objectives have a block', () => {
    const { view, fusion } = liveScores(dataset, 1, vectors);
    // User (1, 2, 3), free unit left out: exposure 1·1 = 1 and 1·2 = 2; click adds 3·1 and 3·5; conversion nothing.
    expect(view.scores.map((scores) => [...scores])).toEqual([
      [1, 2],
      [4, 17],
      [4, 17],
    ]);
    expect(view).toMatchObject({ user: 1, history: [{ item: 0, depth: 1 }], test: [{ item: 1, depth: 2 }] });
    expect(fusion).toEqual({
      fusion: 'linear',
      scores: 'cumulative',
      vectorWidth: 3,
      trained: ['exposure', 'click'],
    });
  });

  it('are computed four times a second at most, and never of vectors that depend on the weights', () => {
    const score = createLiveScorer();
    expect(score(dataset, 1, vectors)).not.toBeNull();
    expect(score(dataset, 1, vectors)).toBeNull();
    const preference = {
      hidden: new Float32Array(2),
      condition: new Float32Array(3),
      head: new Float32Array(6),
    };
    expect(createLiveScorer()(dataset, 1, { ...vectors, preference })).toBeNull();
  });
});
