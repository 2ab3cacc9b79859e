import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { PROCESSOR_ENGINES } from '../processorEngines';
import { anyInterruption } from './anyInterruption';
import { begunStage, interruptedStage, lossesAfter } from './interruptedStage';
import { STAGE_CASES } from './stageCases';

let engine: Engine;

describe.each(PROCESSOR_ENGINES)('%s', (_, start) => {
  beforeAll(async () => {
    engine = await start();
  });

  describe.each(STAGE_CASES)('a stage on WASM captured between two steps: $name', ({ name }) => {
    it('is not changed by the capture, and a stage resumed from it gives bit-identical results', async () => {
      await anyInterruption(6, async (at, seed) => {
        const { whole, captured, state, again, resumed } = await interruptedStage(engine, name, seed, at);
        expect(captured).toEqual(whole);
        expect(resumed.weights).toEqual(whole.weights);
        expect(resumed.losses).toEqual(lossesAfter(whole, at));
        expect(again).toEqual(state);
      });
    });
  });

  it('a stage rejects a snapshot of another model', async () => {
    const { state } = await interruptedStage(engine, STAGE_CASES[0]!.name, 0, 1);
    const begin = async (from: typeof state) => {
      const { stage } = await begunStage(engine, STAGE_CASES[0]!.name, 0);
      return stage.resume(from);
    };
    await expect(begin({ ...state, weights: state.weights.slice(1) })).rejects.toMatchObject({
      code: 'snapshot-mismatch',
    });
    const short = state.optimisers.map((adam) => ({ ...adam, second: adam.second.slice(1) }));
    await expect(begin({ ...state, optimisers: short })).rejects.toMatchObject({ code: 'snapshot-mismatch' });
    const undecayed = state.optimisers.map(({ first, second }) => ({ first, second }));
    await expect(begin({ ...state, optimisers: undecayed })).rejects.toMatchObject({
      code: 'snapshot-mismatch',
    });
  });
});
