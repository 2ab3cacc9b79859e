/** Milliseconds per step on a log of the benchmark's size. */

import { DEFAULTS, withChanges } from '../../../src/config';
import type { Batch } from '../../../src/data/batches';
import type { InteractionLog, Objective, Side } from '../../../src/data/schema';
import { OBJECTIVES } from '../../../src/data/schema';
import { claimFree, ownerOf } from '../../../src/model/ownership';
import { createModel, encodeSides } from '../../../src/model/parameters';
import { prune } from '../../../src/model/prune';
import { createRandom, type Random } from '../../../src/random';
import { term } from '../stageCases';
import { engineFor } from './device';

function side(count: number, cardinalities: readonly number[], random: Random): Side {
  return {
    ids: Array.from({ length: count }, (_, index) => `${index}`),
    features: cardinalities.map((cardinality, feature) => ({
      name: `f${feature}`,
      values: Array.from({ length: cardinality }, (_, value) => `${value}`),
      index: Int32Array.from({ length: count }, () => random.integer(cardinality)),
    })),
  };
}

export interface SpeedOptions {
  users: number;
  items: number;
  batch: number;
  negatives: number;
  features: boolean;
  owner: Objective;
  steps: number;
}

export async function speed({ users, items, batch, negatives, features, owner, steps }: SpeedOptions) {
  const engine = await engineFor('software');
  const random = createRandom(1, 'speed');
  const log = {
    users: side(users, features ? [6, 3] : [], random),
    items: side(items, features ? [12, 5, 40] : [], random),
  } as unknown as InteractionLog;
  const seen = { users: new Uint8Array(users).fill(1), items: new Uint8Array(items).fill(1) };
  const dataset = { log, seen } as unknown as Parameters<typeof encodeSides>[0];
  const model = createModel(dataset, withChanges(DEFAULTS, {}), random);
  for (let earlier = 0; earlier < ownerOf(owner); earlier++) {
    prune(model, { owner: earlier, tau: earlier === 0 ? 0.4 : 0.3, weightTau: 0.3, random });
    claimFree(model, earlier + 1);
  }
  const began = performance.now();
  const stage = await engine.begin(model, encodeSides(dataset), {
    owner,
    embeddingDecay: 0.3,
    terms: [term(owner, 1)],
    ...(owner !== OBJECTIVES[0] && { margin: { form: 'conflict-aware', gamma: 0.5 } as const }),
  });
  const beginMs = performance.now() - began;
  const logQ = new Float32Array(items);
  const next = (): Batch => ({
    users: Int32Array.from({ length: batch }, () => random.integer(users)),
    candidates: Int32Array.from({ length: batch + negatives }, () => random.integer(items)),
    logQ,
  });
  const rates = { layers: 5e-3, embeddings: 5e-3 };
  for (let warm = 0; warm < 3; warm++) await stage.step([next()], rates);
  await stage.losses();
  const times: number[] = [];
  const scripts: number[] = [];
  let last = 0;
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    let script = 0;
    for (let step = 0; step < steps; step++) {
      const batches = [next()];
      const from = performance.now();
      await stage.step(batches, rates);
      script += performance.now() - from;
    }
    last = (await stage.losses()).at(-1)!;
    times.push((performance.now() - start) / steps);
    scripts.push(script / steps);
  }
  const encodeStart = performance.now();
  await stage.synchronise();
  await engine.encode(model, encodeSides(dataset));
  const encodeMs = performance.now() - encodeStart;
  const captures: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    structuredClone(await stage.capture());
    captures.push(performance.now() - start);
  }
  stage.dispose();
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  return {
    minMs: Math.min(...times),
    ms: median(times),
    jsMs: median(scripts),
    beginMs,
    encodeMs,
    captureMs: Math.min(...captures),
    last,
    dispatches: stage.dispatches,
  };
}
