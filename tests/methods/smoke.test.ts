/** Every plan of the lab, trained for a moment on a small shop. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import { generateSample } from '../../src/data/sample/sample';
import { type Dataset, OBJECTIVES } from '../../src/data/schema';
import { splitLog } from '../../src/data/split';
import type { Engine } from '../../src/engine/engine';
import { evaluate } from '../../src/evaluate/evaluate';
import { METHODS } from '../../src/methods/methodCatalogue';
import type { TrainedMethod } from '../../src/methods/trained';
import { randomScorer } from '../../src/methods/untrainedBaselines';
import { encodeSides } from '../../src/model/lookups';
import { ownerOf } from '../../src/model/ownerBytes';
import type { Vectors } from '../../src/model/vectors';
import type { Scorer } from '../../src/retrieve/scorer';
import { fusedEngine } from '../fusedEngine';
import { trainMethod } from '../trainMethod';

let engine: Engine;
let dataset: Dataset;
beforeAll(async () => {
  engine = await fusedEngine();
  dataset = splitLog(await generateSample('shop', { seed: 0, users: 160, items: 120 }), { seed: 0 });
});

const SHORT: ConfigChanges = {
  batchSize: 64,
  uniformNegatives: 48,
  embeddingWidth: 12,
  hiddenWidth: 20,
  outputWidth: 18,
  steps: { exposure: 60, click: 40, conversion: 30 },
  recoverySteps: { exposure: 20, click: 15 },
  laterEmbeddingRate: 1,
  validationEvery: 40,
};

/** The cascade's variants and packnet; the plans of csmf and csmf-plus have tests of their own. */
const NEW = METHODS.filter(({ id, freezes }) => freezes && id !== 'csmf' && id !== 'csmf-plus').map(
  ({ id }) => id as TrainedMethod,
);

/** X of each objective. */
async function expectedRecall(scorer: Scorer): Promise<number[]> {
  const report = await evaluate({ scorer, dataset, split: 'test', k: 12, seed: 0, intervals: false });
  return OBJECTIVES.map((objective) => report[objective]!.expected!);
}

/** A block's part of every vector. */
function blockOf({ users, items, width, blocks }: Vectors, owner: number): number[] {
  return [users, items].flatMap((vectors) =>
    [...vectors].filter((_, index) => blocks[index % width] === owner),
  );
}

describe.each(NEW)('%s', (method) => {
  it('is better than a random order on every objective, and leaves finished blocks bit-identical', async () => {
    const finished: number[][] = [];
    const run = await trainMethod({
      engine,
      dataset,
      method,
      changes: SHORT,
      async onEvent(event, model) {
        if (event.kind !== 'stage-end') return;
        const owner = ownerOf(event.stage.owner);
        finished[owner] = blockOf(await engine.encode(model, encodeSides(dataset)), owner);
      },
    });
    expect(finished).toHaveLength(3);
    for (const [owner, block] of finished.entries()) {
      expect(block.length).toBeGreaterThan(dataset.log.users.ids.length);
      expect(blockOf(run.vectors, owner)).toEqual(block);
    }
    expect(run.drift).toEqual({ exposure: 0, click: 0, conversion: 0 });
    expect(run.vectors.width).toBe(18);
    const [found, chance] = [
      await expectedRecall(run.scorer),
      await expectedRecall(randomScorer(dataset, 0)),
    ];
    found.forEach((value, objective) => {
      expect(value).toBeGreaterThan(1.1 * chance[objective]!);
    });
  });
});

it('packnet scores each objective by its block alone: exposure’s block does not affect the score of click', async () => {
  const { vectors, scorer } = await trainMethod({ engine, dataset, method: 'packnet', changes: SHORT });
  expect(vectors.scores).toBe('separate');
  const { users, items, width, blocks } = vectors;
  const out = [0, 1, 2].map(() => new Float32Array(scorer.items));
  scorer.score(5, out);
  for (const item of [0, 7, 119]) {
    const sums = [0, 0, 0];
    for (let unit = 0; unit < width; unit++) {
      sums[blocks[unit]!]! += users[5 * width + unit]! * items[item * width + unit]!;
    }
    sums.forEach((sum, objective) => {
      expect(out[objective]![item]).toBeCloseTo(sum, 4);
    });
  }
});
