/** No weight that is not a number passes unnoticed, on any engine that runs in Node. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import type { Model } from '../../src/model/tower';
import { overshootError } from '../engine/wholePlan';
import { PROCESSOR_ENGINES } from '../processorEngines';
import { tinyDataset } from '../tinyLog';
import { trainMethod } from '../trainMethod';
import { plainEngine } from '../wasmEngine';

const CHANGES = {
  batchSize: 16,
  uniformNegatives: 8,
  steps: { exposure: 20, click: 12, conversion: 12 },
  recoverySteps: { exposure: 4, click: 4 },
  validationEvery: 5,
};

describe.each([...PROCESSOR_ENGINES, ['tfjs on the processor', plainEngine] as const])('%s', (_, start) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await start();
  });

  it('finds weights that its own update made infinite at the next validation, though all losses are numbers', async () => {
    expect(await overshootError(engine, 16)).toMatchObject({
      code: 'nan-weights',
      values: { step: 16, stage: 'train-exposure', tensor: 'users.embedding.0.id', decay: 0 },
    });
  });

  it('finds them at the end of a stage that is too short for a validation before', async () => {
    // Steps 31 to 40 are exposure's recovery, 41 to 60 click's; the tenth of recovery is its last.
    expect(await overshootError(engine, 40)).toMatchObject({
      code: 'nan-weights',
      values: { step: 40, stage: 'recover-exposure' },
    });
  });

  it.each([
    ['a hidden weight', ({ items }: Model) => items.hidden.fill(Number.NaN, 3, 4)],
    ['an output bias', ({ users }: Model) => users.output.fill(Number.NaN, users.output.length - 1)],
    ['a row that no batch reads', ({ users }: Model) => users.tables[0]!.weights.fill(Infinity, 0, 1)],
  ] as const)('does not train with %s that is not a number', async (_name, poison) => {
    const dataset = tinyDataset({ users: 12, items: 15 });
    for (const positives of Object.values(dataset.positives)) {
      const rows = [...positives.users.keys()].filter((row) => positives.users[row] !== 0);
      positives.items = Int32Array.from(rows, (row) => positives.items[row]!);
      positives.users = Int32Array.from(rows, (row) => positives.users[row]!);
    }
    let steps = 0;
    const training = trainMethod({
      engine,
      dataset,
      method: 'csmf',
      changes: CHANGES,
      onEvent(event, model) {
        if (event.kind === 'stage-start' && event.index === 0) poison(model);
        if (event.kind === 'step') steps++;
      },
    });
    await expect(training).rejects.toMatchObject({ code: expect.stringMatching(/^nan-(loss|weights)$/) });
    expect(steps).toBeLessThan(CHANGES.validationEvery);
  });
});

it('a network’s weights are checked like those of towers', async () => {
  expect(await overshootError(await plainEngine(), 8, 'esmm')).toMatchObject({
    code: 'nan-weights',
    values: { step: 8, tensor: 'users.group0.embedding.0.id' },
  });
});
