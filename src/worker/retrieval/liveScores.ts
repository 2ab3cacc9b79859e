/** The shown user's scores by a model in training, so that the list moves while it learns. */
import { type Dataset, OBJECTIVES } from '../../data/schema';
import type { Vectors } from '../../model/vectors';
import { vectorScorer } from '../../retrieve/vectorScorer';
import { userHistory } from '../data/datasetView';
import type { LiveFusion, UserView } from '../protocol/retrieval';

/** Scores are sent this often at most. */
const EVERY_MS = 250;

export interface LiveScores {
  view: UserView;
  fusion: LiveFusion;
}

/** Returns a function that scores a user by vectors; null too soon after the last time, and for vectors that depend on weights. */
export function createLiveScorer(): (dataset: Dataset, user: number, vectors: Vectors) => LiveScores | null {
  let last = Number.NEGATIVE_INFINITY;
  return (dataset, user, vectors) => {
    const now = performance.now();
    if (now - last < EVERY_MS || vectors.preference) return null;
    last = now;
    return liveScores(dataset, user, vectors);
  };
}

/** Scores one user: a scorer of all of them would copy every vector. */
export function liveScores(dataset: Dataset, user: number, vectors: Vectors): LiveScores {
  const { objectives, items } = dataset.log;
  const { width, blocks } = vectors;
  const scores = objectives.map(() => new Float32Array(items.ids.length));
  const users = vectors.users.subarray(user * width, (user + 1) * width);
  vectorScorer({ ...vectors, users, objectives: objectives.length }).score(0, scores);
  const owners = new Set(blocks);
  return {
    view: { scores, ...userHistory(dataset, user) },
    fusion: {
      fusion: 'linear',
      scores: vectors.scores,
      vectorWidth: width,
      trained: OBJECTIVES.filter((_, objective) => objective < objectives.length && owners.has(objective)),
    },
  };
}
