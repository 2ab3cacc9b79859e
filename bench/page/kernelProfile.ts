/**
 * The parts of a step of the engine for processors. A row runs the exposure step with some kernels replaced by a
 * function that does nothing: `javascript` with all, `products` with all but the products, `whole step` with none.
 * What a replaced kernel would have written stays from the last whole step, so the others compute as ever.
 * `peak` runs products and sums in registers: what the processor can do at most.
 */
import type { RowSpec } from '../results';
import type { Trainer } from './engineUnderBenchmark';
import { createTrainer } from './ourTrainer';
import peakAddress from './peak.wasm?url';

/** Kernels that compute products; the first three lay out their operands. */
const PRODUCTS = ['packPanels', 'packBlocks', 'packTransposed', 'product'] as const;
/** Places of rows, depth and columns among the parameters of `product`. */
const SIZES = [4, 5, 6] as const;
/** Rounds of the peak's kernel in one step: some milliseconds. */
const PEAK_ROUNDS = 1_000_000;
/** Batches of the workload: after so many whole steps every kernel has computed everything that occurs. */
const WHOLE_STEPS = 16;

/** Kernels that can be replaced while an engine runs; named functions, as in the module. */
type ReplaceableKernels = Record<string, (...parameters: number[]) => number>;

export async function createProfile(row: RowSpec): Promise<Trainer> {
  if (row.name === 'peak') return createPeak();
  const instances = replaceableInstances();
  const trainer = await createTrainer({ ...row, name: 'ours-wasm' });
  for (let step = 0; step < WHOLE_STEPS; step++) await trainer.step(step);
  const operations = await operationsOfStep(instances, () => trainer.step(0));
  const kept: readonly string[] = row.name === 'products' ? PRODUCTS : [];
  if (row.name !== 'whole step') for (const kernels of instances) replaceAllBut(kernels, kept);
  return row.name === 'javascript' ? trainer : { ...trainer, operations };
}

/**
 * Makes the functions of every module instantiated from now on replaceable, and returns their list, to which
 * new ones are added. The engine calls them through the object that it gets.
 */
function replaceableInstances(): ReplaceableKernels[] {
  const instances: ReplaceableKernels[] = [];
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(Instance, parameters: [WebAssembly.Module, WebAssembly.Imports]) {
      const exports = { ...new Instance(...parameters).exports };
      instances.push(exports as ReplaceableKernels);
      return { exports };
    },
  });
  return instances;
}

/** Returns the products' floating-point operations in one step, padding included. */
async function operationsOfStep(
  instances: readonly ReplaceableKernels[],
  step: () => Promise<void>,
): Promise<number> {
  let operations = 0;
  const restore = instances.map((kernels) => {
    const product = kernels.product!;
    kernels.product = (...parameters) => {
      operations += SIZES.reduce((size, place) => size * parameters[place]!, 2);
      return product(...parameters);
    };
    return () => {
      kernels.product = product;
    };
  });
  await step();
  for (const undo of restore) undo();
  return operations;
}

function replaceAllBut(kernels: ReplaceableKernels, kept: readonly string[]): void {
  for (const [name, kernel] of Object.entries(kernels)) {
    if (typeof kernel === 'function' && !kept.includes(name)) kernels[name] = () => 0;
  }
}

async function createPeak(): Promise<Trainer> {
  const bytes = await (await fetch(peakAddress)).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: { memory: new WebAssembly.Memory({ initial: 1 }) },
  });
  const { peak, operationsOf } = instance.exports as Record<string, (rounds: number) => number>;
  let sum = 0;
  return {
    kind: 'trainer',
    async step() {
      sum = peak!(PEAK_ROUNDS);
    },
    finish: async () => sum,
    operations: operationsOf!(PEAK_ROUNDS),
  };
}
