/**
 * The same training step on jax-js, jitted, with its best way to read embeddings. A gather's gradient
 * cannot be jitted (0.1.25: “scatter input is not imm”), so either a one-hot product stands for the gather
 * and the whole step is one jitted function, or gather and scatter run between two jitted halves. Both
 * are tried; the faster one is measured.
 */
import { type Device, defaultDevice, init, jit, nn, numpy as np, valueAndGrad, vjp } from '@jax-js/jax';
import type { RowSpec } from '../results';
import { type Workload, workloadOf } from '../workload';
import type { Trainer } from './engineUnderBenchmark';
import {
  type Arrays,
  adam,
  type BatchArrays,
  batchArrays,
  type Corrections,
  corrections,
  initialState,
  type JaxWeights,
  jaxLoss,
  parted,
  type State,
} from './jaxModel';

const GATHERS = ['one-hot product', 'gather outside the jit'] as const;
type Gather = (typeof GATHERS)[number];

/** A trial has at least one step, and no more than these or begun later than this. */
const TRIAL_STEPS = 5;
const TRIAL_MS = 500;

type Step = (state: State, batch: BatchArrays, factors: Corrections) => { state: State; loss: np.Array };

const referTo = (arrays: Arrays): Arrays => arrays.map((array) => array.ref);

/** One jitted function; rows of a table by a product with their one-hot codes. */
function oneHotStep(workload: Workload): Step {
  const pick = (tables: Arrays, rows: Arrays) =>
    tables.map((table, index) => {
      const codes = nn.oneHot(rows[index]!, table.shape[0]!);
      return np.matmul(codes, table);
    });
  const lossOfWeights = (weights: Arrays, { users, items, offsets, target }: BatchArrays) => {
    const parts = parted(weights, workload);
    const embedded = { ...parts, users: pick(parts.users, users), items: pick(parts.items, items) };
    return jaxLoss(embedded, offsets, target);
  };
  return jit((state: State, batch: BatchArrays, factors: Corrections) => {
    const [loss, gradients] = valueAndGrad(lossOfWeights)(referTo(state.weights), batch);
    return { state: adam(state, gradients as Arrays, factors), loss };
  }) as unknown as Step;
}

/** Gather, jitted loss and gradients by the gathered rows, scatter, jitted Adam. */
function gatherStep(workload: Workload): Step {
  const half = jit((weights: JaxWeights, offsets: np.Array, target: np.Array) =>
    valueAndGrad(jaxLoss)(weights, offsets, target),
  ) as unknown as (weights: JaxWeights, offsets: np.Array, target: np.Array) => [np.Array, JaxWeights];
  const update = jit(adam) as unknown as typeof adam;
  return (state, batch, factors) => {
    const parts = parted(state.weights, workload);
    const gathered = (tables: Arrays, rows: Arrays) =>
      tables.map((table, index) =>
        vjp((whole: np.Array) => np.take(whole, rows[index]!.ref, 0), [table.ref]),
      );
    const [users, items] = [gathered(parts.users, batch.users), gathered(parts.items, batch.items)];
    const rowsOf = (pulls: typeof users) => pulls.map(([rows]) => rows as np.Array);
    const embedded = { users: rowsOf(users), items: rowsOf(items), layers: referTo(parts.layers) };
    const [loss, gradients] = half(embedded, batch.offsets, batch.target);
    const pull = (pulls: typeof users, signals: Arrays) =>
      pulls.map(([, back], index) => {
        const [gradient] = back(signals[index]!) as [np.Array];
        back.dispose();
        return gradient;
      });
    const ofTables = [...pull(users, gradients.users), ...pull(items, gradients.items)];
    for (const rows of [...batch.users, ...batch.items]) rows.dispose();
    return { state: update(state, [...ofTables, ...gradients.layers], factors), loss };
  };
}

function createGatherTrainer(workload: Workload, gather: Gather): Trainer & { dispose(): void } {
  const { batches } = workload;
  const run = gather === 'one-hot product' ? oneHotStep(workload) : gatherStep(workload);
  let state = initialState(workload);
  const target = np.eye(batches[0]!.users.length, batches[0]!.candidates.length);
  let loss: np.Array | undefined;
  let count = 0;
  return {
    kind: 'trainer',
    async step(index) {
      loss?.dispose();
      loss = undefined;
      const batch = batchArrays(batches[index % batches.length]!, workload, target);
      ({ state, loss } = run(state, batch, corrections(++count)));
    },
    async finish() {
      return (await loss!.ref.data())[0]!;
    },
    dispose() {
      for (const array of [...state.weights, ...state.first, ...state.second, target]) array.dispose();
      loss?.dispose();
    },
  };
}

/** Returns the milliseconds of the fastest of a few compiled steps, or the reason of its failure in a line. */
async function timeOrFailure(workload: Workload, gather: Gather): Promise<number | string> {
  try {
    const trainer = createGatherTrainer(workload, gather);
    await trainer.step(0);
    await trainer.finish();
    let fastest = Number.POSITIVE_INFINITY;
    const until = performance.now() + TRIAL_MS;
    for (let step = 1; step === 1 || (step <= TRIAL_STEPS && performance.now() < until); step++) {
      const start = performance.now();
      await trainer.step(step);
      await trainer.finish();
      fastest = Math.min(fastest, performance.now() - start);
    }
    trainer.dispose();
    return fastest;
  } catch (error) {
    return String(error instanceof Error ? error.message : error).split('\n')[0]!;
  }
}

export async function createTrainer(row: RowSpec): Promise<Trainer> {
  const device = row.name.replace('jax-js-', '') as Device;
  const started = await init(device);
  if (!started.includes(device)) throw new Error(`jax-js does not start on ${device}`);
  defaultDevice(device);
  const workload = workloadOf(row);
  let best: { gather: Gather; elapsed: number } | undefined;
  const attempts: string[] = [];
  for (const gather of GATHERS) {
    const elapsed = await timeOrFailure(workload, gather);
    attempts.push(
      `${gather} ${typeof elapsed === 'number' ? `${elapsed.toFixed(0)} ms` : `fails: ${elapsed}`}`,
    );
    if (typeof elapsed === 'number' && elapsed < (best?.elapsed ?? Number.POSITIVE_INFINITY)) {
      best = { gather, elapsed };
    }
  }
  if (!best) throw new Error(attempts.join('; '));
  return { ...createGatherTrainer(workload, best.gather), note: `tried: ${attempts.join(', ')}` };
}
