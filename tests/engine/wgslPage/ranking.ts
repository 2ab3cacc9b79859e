/** Top lists on the GPU beside the plain TypeScript path; tfjs's device. */
import type { Vectors } from '../../../src/model/vectors';
import { createRandom } from '../../../src/random';
import { topK } from '../../../src/retrieve/topK';
import { vectorScorer } from '../../../src/retrieve/vectorScorer';
import { modelAtStage, tinyDataset } from '../../tinyLog';
import { RATES, randomBatch, term } from '../stageCases';
import { engineFor } from './device';

export interface RankingSize {
  users: number;
  items: number;
  k: number;
}

function vectorsOf({ users, items }: RankingSize, draw: () => number, width: number): Vectors {
  const fill = (count: number) => Float32Array.from({ length: count * width }, draw);
  // Blocks in no order, and one unit nobody owns.
  const blocks = Uint8Array.from({ length: width }, (_, unit) => (unit === 3 ? 254 : (unit * 5) % 3));
  return { users: fill(users), items: fill(items), width, blocks, scores: 'cumulative' };
}

/** Lists by objective, user after user, here and by retrieve/. */
export async function wholeNumberRanking(size: RankingSize) {
  const { users, items, k } = size;
  const random = createRandom(2, 'ranking');
  const vectors = vectorsOf(size, () => random.integer(4) - 1, 14);
  const marks = Array.from({ length: users }, () =>
    Uint8Array.from({ length: items }, () => Number(random.uniform() < 0.2)),
  );
  const engine = await engineFor('software');
  const found = await engine.rank({
    vectors,
    objectives: 3,
    k,
    users: Int32Array.from({ length: users }, (_, user) => user),
    removed: (user) => marks[user]!,
  });
  const scorer = vectorScorer({ ...vectors, objectives: 3 });
  const scores = [0, 1, 2].map(() => new Float32Array(items));
  const expected: number[][] = [[], [], []];
  for (let user = 0; user < users; user++) {
    scorer.score(user, scores);
    scores.forEach((row, objective) => {
      const best = [...topK(row, k, marks[user])];
      while (best.length < k) best.push(-1);
      expected[objective]!.push(...best);
    });
  }
  return { found: found.map((list) => [...list]), expected };
}

/** What a ranking of separate scores rejects with. */
export async function separateRanking() {
  const size = { users: 2, items: 9, k: 3 };
  const random = createRandom(2, 'ranking');
  const vectors: Vectors = { ...vectorsOf(size, () => random.normal(), 14), scores: 'separate' };
  const engine = await engineFor('software');
  return engine.rank({ vectors, objectives: 3, k: 3, users: Int32Array.of(0, 1) }).then(
    () => 'ranked',
    (error: Error) => error.message,
  );
}

/** Milliseconds to rank everybody, here and by retrieve/. */
export async function rankingSpeed(size: RankingSize) {
  const random = createRandom(2, 'ranking');
  const vectors = vectorsOf(size, () => random.normal(), 48);
  const engine = await engineFor('software');
  const users = Int32Array.from({ length: size.users }, (_, user) => user);
  await engine.rank({ vectors, objectives: 3, k: size.k, users: users.subarray(0, 8) });
  const start = performance.now();
  await engine.rank({ vectors, objectives: 3, k: size.k, users });
  const gpuMs = performance.now() - start;
  const scorer = vectorScorer({ ...vectors, objectives: 3 });
  const scores = [0, 1, 2].map(() => new Float32Array(size.items));
  const begin = performance.now();
  for (const user of users) {
    scorer.score(user, scores);
    for (const row of scores) topK(row, size.k);
  }
  return { gpuMs, plainMs: performance.now() - begin };
}

/** Whether a step and an encoding work on tfjs's device, twice in a row. */
export async function twiceOnTfjs() {
  const { startWgslEngine } = await import('../../../src/engine/wgsl/tfjsDevice');
  const dataset = tinyDataset({ users: 11, items: 13 });
  const works: boolean[] = [];
  for (let round = 0; round < 2; round++) {
    const engine = await startWgslEngine({ software: true });
    const state = { owner: 0, granularity: 'unit', seed: 1, precision: 'float32' } as const;
    const { model, sides } = modelAtStage(dataset, state);
    const spec = { owner: 'exposure', embeddingDecay: 0, terms: [term('exposure', 1)] } as const;
    const stage = await engine.begin(model, sides, spec);
    await stage.step([randomBatch(dataset, createRandom(0, 'tfjs'))], RATES);
    const [loss] = await stage.losses();
    stage.dispose();
    const { users } = await engine.encode(model, sides);
    works.push(Number.isFinite(loss) && users.some((value) => value !== 0));
    engine.dispose();
  }
  return works;
}
