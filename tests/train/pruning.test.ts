/**
 * What the Fisher rules release, calculated a second time: derivatives by finite differences of the loss
 * instead of the reference's gradients, sums and rules written out once more from their definitions.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ConfigChanges } from '../../src/config';
import type { Batch } from '../../src/data/batches';
import type { Objective } from '../../src/data/schema';
import type { Engine } from '../../src/engine/engine';
import { createTraining, planOf, resolveConfig } from '../../src/methods/presets';
import { encodeSides } from '../../src/model/lookups';
import { ownerOf } from '../../src/model/ownerBytes';
import { hiddenOwners, outputOwners } from '../../src/model/ownership';
import type { LayerRelease } from '../../src/model/prune';
import { referenceLoss } from '../../src/model/reference';
import { copyModel, type Model, type Tower, weightArrays } from '../../src/model/tower';
import type { PruneStage } from '../../src/train/plan';
import { fisherSamples } from '../../src/train/pruning';
import { fusedEngine } from '../fusedEngine';
import { tinyDataset } from '../tinyLog';
import { trainMethod } from '../trainMethod';

const dataset = tinyDataset({ users: 9, items: 8, exposures: 5 });
const sides = encodeSides(dataset);
const CHANGES: ConfigChanges = {
  batchSize: 16,
  uniformNegatives: 4,
  embeddingWidth: 5,
  hiddenWidth: 8,
  outputWidth: 8,
  steps: { exposure: 30, click: 20, conversion: 2 },
  recoverySteps: { exposure: 5, click: 2 },
  // Little is kept, so that range decreasing takes more than one turn.
  tau: { exposure: 0.6, click: 0.5 },
  fisherSamples: 8,
  maximumEpochs: 0,
  keepBest: false,
};

let engine: Engine;
beforeAll(async () => {
  engine = await fusedEngine();
});

interface Pruned {
  stage: PruneStage;
  before: Model;
  releases: LayerRelease[];
}

/** A run's prune stages, with the model as each found it. */
async function prunedBy(method: 'csmf-fisher' | 'csmf-ird'): Promise<Pruned[]> {
  const pruned: Pruned[] = [];
  let before: Model | undefined;
  await trainMethod({
    engine,
    dataset,
    method,
    changes: CHANGES,
    onEvent(event, model) {
      if (event.kind === 'stage-start') before = copyModel(model, 'float64');
      if (event.kind !== 'stage-end' || event.stage.kind !== 'prune') return;
      pruned.push({ stage: event.stage, before: before!, releases: event.outcome.releases! });
    },
  });
  return pruned;
}

/** (∂loss_n / ∂w)² of every scalar by central differences, in the order of `weightArrays`. */
function squaredDerivatives(model: Model, owner: Objective, sample: Batch): number[][] {
  const loss = () => referenceLoss(model, sides, { owner }, sample).loss;
  return weightArrays(model).map((weights) =>
    Array.from(weights, (value, index) => {
      const step = 1e-5;
      weights[index] = value + step;
      const above = loss();
      weights[index] = value - step;
      const below = loss();
      weights[index] = value;
      return ((above - below) / (2 * step)) ** 2;
    }),
  );
}

/** One element that could be released: its list, its own number, and its share of each tower's squares. */
interface Element {
  list: string;
  element: number;
  /** [towers][samples] */
  squares: number[][];
  /** What an embedding column's sum is divided by. */
  rows: number;
}

function elementsOf(model: Model, owner: number, samples: number[][][]): Element[] {
  const elements: Element[] = [];
  const sum = (array: number, places: number[]) =>
    samples.map((sample) => places.reduce((total, place) => total + sample[array]![place]!, 0));
  const count = (length: number) => Array.from({ length }, (_, index) => index);
  let array = 0;
  [model.users, model.items].forEach((tower: Tower, side) => {
    const name = side === 0 ? 'user' : 'item';
    for (const { name: table, width, rows, firstColumn } of tower.tables) {
      for (const column of count(width)) {
        if (tower.owners.columns[firstColumn + column] !== owner) continue;
        const squares = [
          sum(
            array,
            count(rows).map((row) => row * width + column),
          ),
        ];
        elements.push({ list: `${name} embedding:${table}`, element: firstColumn + column, squares, rows });
      }
      array++;
    }
    hiddenOwners(tower).forEach((unitOwner, unit) => {
      if (unitOwner !== owner) return;
      const squares = [
        sum(
          array,
          count(tower.inputWidth).map((row) => row * tower.hiddenWidth + unit),
        ),
      ];
      elements.push({ list: `${name} hidden`, element: unit, squares, rows: 1 });
    });
    array++;
    outputOwners(tower).forEach((unitOwner, unit) => {
      if (unitOwner !== owner) return;
      const own = sum(
        array,
        count(tower.hiddenWidth).map((row) => row * tower.outputWidth + unit),
      );
      const known = elements.find(({ list, element }) => list === 'both output' && element === unit);
      if (known) known.squares.push(own);
      else elements.push({ list: 'both output', element: unit, squares: [own], rows: 1 });
    });
    array++;
  });
  return elements;
}

/** Importance of the elements of one list over some samples. */
function importance(list: Element[], samples: readonly number[]): Map<Element, number> {
  const sums = list.map(({ squares }) =>
    squares.map((tower) => samples.reduce((total, sample) => total + tower[sample]!, 0)),
  );
  const means = sums[0]!.map((_, tower) => sums.reduce((all, own) => all + own[tower]!, 0) / list.length);
  return new Map(
    list.map((element, place) => {
      const own = sums[place]!;
      if (element.list !== 'both output') return [element, own[0]! / element.rows];
      return [
        element,
        own.reduce((all, value, tower) => all + (means[tower]! > 0 ? value / means[tower]! : 0), 0),
      ];
    }),
  );
}

const ascending = (list: Element[], samples: readonly number[]) => {
  const values = importance(list, samples);
  return [...list].sort((a, b) => values.get(a)! - values.get(b)! || a.element - b.element);
};

/** As many of the least as hold at most τ of all; of units at least one, never all. */
function countByMass(list: Element[], samples: readonly number[], tau: number): number {
  const values = importance(list, samples);
  const sorted = ascending(list, samples);
  const total = sorted.reduce((sum, element) => sum + values.get(element)!, 0);
  const masses = sorted.map((_, last) =>
    sorted.slice(0, last + 1).reduce((sum, element) => sum + values.get(element)!, 0),
  );
  const fitting = masses.filter((mass) => mass <= tau * total).length;
  const least = list[0]!.list.includes('embedding') ? 0 : 1;
  return Math.max(0, Math.min(list.length - 1, Math.max(least, fitting)));
}

/** Keeps half of the samples and half of the elements in turns; what is gone in the end. */
function goneByRanges(lists: Element[][], targets: number[], sampleCount: number): Set<Element>[] {
  let samples = Array.from({ length: sampleCount }, (_, sample) => sample);
  let inRange = lists.map((list) => [...list]);
  let turns = 0;
  while (inRange.some((list, place) => list.length > lists[place]!.length - targets[place]!)) {
    turns++;
    const given = (sample: number) =>
      inRange
        .flat()
        .reduce((sum, { squares }) => sum + squares.reduce((all, tower) => all + tower[sample]!, 0), 0);
    samples = [...samples].sort((a, b) => given(b) - given(a)).slice(0, Math.ceil(samples.length / 2));
    inRange = inRange.map((list, place) => {
      const size = Math.max(lists[place]!.length - targets[place]!, Math.ceil(list.length / 2));
      // An output unit's mean is that of all units its objective owns, in range or not.
      const inside = new Set(list);
      return ascending(lists[place]!, samples)
        .filter((element) => inside.has(element))
        .slice(list.length - size);
    });
  }
  expect(turns).toBeGreaterThan(1);
  return lists.map((list, place) => new Set(list.filter((element) => !inRange[place]!.includes(element))));
}

function listsOf(elements: Element[], releases: readonly LayerRelease[]): Element[][] {
  return releases.map(({ tower, layer }) => elements.filter(({ list }) => list === `${tower} ${layer}`));
}

describe.each(['csmf-fisher', 'csmf-ird'] as const)('%s', (method) => {
  let pruned: Pruned[];
  beforeAll(async () => {
    pruned = await prunedBy(method);
  });

  it('releases the same elements after exposure and after click as an independent calculation in float64', async () => {
    const config = resolveConfig(method, dataset, CHANGES);
    expect(pruned.map(({ stage }) => stage.id)).toEqual(['prune-exposure', 'prune-click']);
    for (const { stage, before, releases } of pruned) {
      const samples = fisherSamples({ dataset, config }, stage);
      expect(samples).toHaveLength(8);
      const squares = samples.map((sample) => squaredDerivatives(before, stage.owner, sample));
      const lists = listsOf(elementsOf(before, ownerOf(stage.owner), squares), releases);
      const everySample = samples.map((_, sample) => sample);
      const tau = config.tau[stage.owner as 'exposure' | 'click'];
      const counts = lists.map((list) => (list.length > 0 ? countByMass(list, everySample, tau) : 0));
      const expected =
        method === 'csmf-fisher'
          ? lists.map((list, place) => new Set(ascending(list, everySample).slice(0, counts[place])))
          : goneByRanges(lists, counts, samples.length);
      releases.forEach(({ order, released }, place) => {
        const names = [...expected[place]!].map(({ element }) => element);
        expect([...order.subarray(0, released)].sort((a, b) => a - b)).toEqual(names.sort((a, b) => a - b));
      });
      expect(releases.reduce((sum, { released }) => sum + released, 0)).toBeGreaterThan(8);
    }
  });

  it('gives the same result twice with the same seed', async () => {
    const releasesOf = (run: Pruned[]) => run.map(({ releases }) => releases);
    expect(releasesOf(await prunedBy(method))).toEqual(releasesOf(pruned));
  });
});

describe('the samples of the Fisher information', () => {
  const config = resolveConfig('csmf-fisher', dataset, CHANGES);
  const training = createTraining({ method: 'csmf-fisher', dataset, config, engine: {} as Engine });
  const stageOf = (id: string) =>
    planOf('csmf-fisher', { config, dataset }).find((stage) => stage.id === id) as PruneStage;

  it('are distinct training positives of the objective, each with M uniform negatives', () => {
    const samples = fisherSamples(training, stageOf('prune-click'));
    const { users, items } = dataset.positives.click!;
    const pairs = samples.map(({ users, candidates }) => `${users[0]} ${candidates[0]}`);
    expect(new Set(pairs).size).toBe(8);
    const known = Array.from(users, (user, row) => `${user} ${items[row]}`);
    expect(known).toEqual(expect.arrayContaining(pairs));
    for (const { users, candidates, logQ } of samples) {
      expect([users.length, candidates.length]).toEqual([1, 1 + 4]);
      // log(1·q + M/N) of a batch of one: q the item's share of clicks, 4 negatives among 8 items.
      const share = items.filter((item) => item === candidates[0]).length / items.length;
      expect(logQ[candidates[0]!]).toBeCloseTo(Math.log(share + 0.5), 6);
    }
  });

  it('are all positives where there are fewer than requested, and are the same in every call', () => {
    const stage = { ...stageOf('prune-click'), samples: 10_000 };
    const samples = fisherSamples(training, stage);
    expect(samples).toHaveLength(dataset.positives.click!.items.length);
    expect(fisherSamples(training, stage)).toEqual(samples);
  });

  it('have negatives even where the batches have only in-batch negatives', () => {
    const alone = { dataset, config: { ...config, uniformNegatives: 0 } };
    expect(fisherSamples(alone, stageOf('prune-exposure'))[0]!.candidates).toHaveLength(1 + 16);
  });
});
