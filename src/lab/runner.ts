/**
 * Runs an experiment cell by cell, as an async generator: pause, resume and cancel are ways of pulling, as
 * in the trainer. Cells that the journal knows are not run again.
 */
import { runCell } from './cell';
import { estimateMs } from './eta';
import { type Cell, cellsOf, type LabSpec, nameOf } from './experiment';
import { cellKey, type Journal } from './journal';
import { prepare } from './prepare';
import type { CellResult, Outcome } from './result';
import type { Shelf } from './shelf';
import type { CellProgress, Engines } from './training';
import { TunedWinner } from './tunedWinner';

export interface RunOptions {
  spec: LabSpec;
  shelf: Shelf;
  engines: Engines;
  journal: Journal;
  /** Outcomes of the first cells, from a run of the same spec that was given up. */
  before?: readonly Outcome[];
  signal?: AbortSignal;
}

export interface LabEvent {
  cell: Cell;
  /** Cells that ended, of how many. */
  done: number;
  total: number;
  /** Null until it can be told. */
  etaMs: number | null;
  /** Within the cell. */
  progress?: CellProgress;
  /** The cell has ended. */
  outcome?: Outcome;
}

/**
 * Yields on every gradient step and at every cell's end; returns all outcomes in the order of cells.
 * A cell that fails ends with its reason and is not kept in the journal, so that the next run tries it
 * again. Rejects with the signal's reason once aborted.
 */
export async function* runExperiment(options: RunOptions): AsyncGenerator<LabEvent, Outcome[]> {
  const cells = cellsOf(options.spec);
  const outcomes: Outcome[] = [...(options.before ?? [])];
  const winner = new TunedWinner();
  for (const cell of cells.slice(outcomes.length)) {
    const event = eventsOf(cell, cells, outcomes);
    yield event();
    const steps = endCell({ ...options, winner }, cell, alternativeOf(cell, outcomes));
    let next = await steps.next();
    try {
      for (; !next.done; next = await steps.next()) yield event(next.value);
    } finally {
      await steps.return(undefined as never);
    }
    outcomes.push(next.value);
    yield { ...eventsOf(cell, cells, outcomes)(), outcome: next.value };
  }
  return outcomes;
}

/** What is told while a cell runs. */
function eventsOf(cell: Cell, cells: readonly Cell[], outcomes: readonly Outcome[]) {
  const done = outcomes.length;
  const spent = outcomes.flatMap(({ cell, ...outcome }) =>
    'result' in outcome ? [{ cell, elapsedMs: outcome.result.elapsedMs }] : [],
  );
  const leftMs = estimateMs(spent, cells.slice(done));
  const cellMs = estimateMs(spent, [cell]) ?? 0;
  return (progress?: CellProgress): LabEvent => {
    const share = progress ? progress.step / progress.steps : 0;
    const etaMs = leftMs === null ? null : leftMs - share * cellMs;
    return { cell, done, total: cells.length, etaMs, ...(progress && { progress }) };
  };
}

type CellRun = RunOptions & { winner: TunedWinner };

async function* endCell(
  options: CellRun,
  cell: Cell,
  alternative: number,
): AsyncGenerator<CellProgress, Outcome> {
  try {
    return { cell, alternative, ...(yield* resultOf(options, cell, alternative)) };
  } catch (error) {
    options.signal?.throwIfAborted();
    return { cell, alternative, reason: error instanceof Error ? error.message : String(error) };
  }
}

async function* resultOf(
  { spec, shelf, engines, journal, winner, signal }: CellRun,
  cell: Cell,
  alternative: number,
): AsyncGenerator<CellProgress, { key: string; result: CellResult }> {
  const { contestant, seed } = cell;
  const { budget, k } = spec;
  const dataset = await shelf.open(cell.dataset, seed);
  const preparation = prepare({ dataset, contestant, alternative, seed, budget });
  const { fingerprint } = dataset.log;
  const key = await cellKey({ cell, alternative, fingerprint, preparation, budget, k });
  const known = await journal.get(key);
  if (known) return { key, result: known };
  signal?.throwIfAborted();
  const training = { method: contestant.method, fingerprint, preparation };
  const { result, ranker } = yield* runCell({
    cell,
    dataset,
    engines,
    k,
    ...preparation,
    trained: winner.rankerOf(training),
    ...(signal && { signal }),
  });
  if (result.phase === 'tune') winner.offer(training, { ranker, recall: result.recall });
  await journal.put(key, result);
  return { key, result };
}

/** The alternative with the best tuning so far, the earlier of equals; 0 when all of them failed. */
function alternativeOf(cell: Cell, outcomes: readonly Outcome[]): number {
  if (cell.alternative !== 'best') return cell.alternative;
  let best = { alternative: 0, recall: Number.NEGATIVE_INFINITY };
  for (const outcome of outcomes) {
    const { dataset, contestant } = outcome.cell;
    if (nameOf(dataset) !== nameOf(cell.dataset) || contestant.label !== cell.contestant.label) continue;
    if (!('result' in outcome) || outcome.result.phase !== 'tune') continue;
    const { recall } = outcome.result;
    if (recall > best.recall) best = { alternative: outcome.alternative, recall };
  }
  return best.alternative;
}
