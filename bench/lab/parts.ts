/** Cuts an experiment into parts that run side by side: each is an experiment, and all share one journal. */
import { estimateMs, timesOf } from '../../src/lab/eta';
import { type LabRequest, parseSpec, trialsOf } from '../../src/lab/experiment';
import type { TrialOutcome } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';

/**
 * Returns one part for each method on each dataset, in the experiment's order: it is tuned and measured in
 * one go, so no part waits for another. The full request, run afterwards, finds every trial in the journal.
 */
export function partsOf(request: LabRequest): LabRequest[] {
  return request.datasets.flatMap((dataset) =>
    request.methods.map((method): LabRequest => {
      const [only] = parseSpec({ ...request, methods: [method], reference: undefined }).methods;
      return { ...request, datasets: [dataset], methods: [method], reference: only!.label };
    }),
  );
}

/** Runs the parts on the workers, each on the first that is free. Rejects as the first that fails. */
export async function runOnWorkers<Worker>(
  workers: readonly Worker[],
  parts: readonly LabRequest[],
  run: (worker: Worker, part: LabRequest) => Promise<void>,
): Promise<void> {
  const waiting = [...parts];
  const work = async (worker: Worker) => {
    for (let part = waiting.shift(); part; part = waiting.shift()) await run(worker, part);
  };
  await Promise.all(workers.map(work));
}

/** Returns the progress of an experiment whose parts run on `workers` workers, counted over all of them. */
export function progressOf(
  request: LabRequest,
  workers: number,
): (ended: readonly TrialOutcome[]) => Pick<LabEvent, 'done' | 'total' | 'etaMs'> {
  const trials = trialsOf(parseSpec(request));
  return (ended) => {
    const endedTrials = new Set(ended.map(({ trial }) => JSON.stringify(trial)));
    const leftMs = estimateMs(
      timesOf(ended),
      trials.filter((trial) => !endedTrials.has(JSON.stringify(trial))),
    );
    return { done: ended.length, total: trials.length, etaMs: leftMs === null ? null : leftMs / workers };
  };
}
