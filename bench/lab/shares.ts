/** Cuts an experiment into shares that run side by side: each is an experiment of its own on one journal. */
import { estimateMs } from '../../src/lab/eta';
import { type LabRequest, parseSpec, trialsOf } from '../../src/lab/experiment';
import type { Outcome } from '../../src/lab/result';
import type { LabEvent } from '../../src/lab/runner';

/**
 * One share for each method on each dataset, in the experiment's order: it is tuned and measured in one go, so
 * no share waits for another. The whole request, run afterwards, finds every trial in the journal.
 */
export function sharesOf(request: LabRequest): LabRequest[] {
  return request.datasets.flatMap((dataset) =>
    request.methods.map((method): LabRequest => {
      const [only] = parseSpec({ ...request, methods: [method], reference: undefined }).methods;
      return { ...request, datasets: [dataset], methods: [method], reference: only!.label };
    }),
  );
}

/** Hands the shares out to whoever is free, until none is left. Rejects as the first that fails. */
export async function dealOut<Place>(
  places: readonly Place[],
  shares: readonly LabRequest[],
  run: (place: Place, share: LabRequest) => Promise<void>,
): Promise<void> {
  const waiting = [...shares];
  const work = async (place: Place) => {
    for (let share = waiting.shift(); share; share = waiting.shift()) await run(place, share);
  };
  await Promise.all(places.map(work));
}

/** How far an experiment is whose shares run at `places` places: counted over all of them. */
export function progressOf(
  request: LabRequest,
  places: number,
): (ended: readonly Outcome[]) => Pick<LabEvent, 'done' | 'total' | 'etaMs'> {
  const trials = trialsOf(parseSpec(request));
  return (ended) => {
    const known = new Set(ended.map(({ trial }) => JSON.stringify(trial)));
    const spent = ended.flatMap(({ trial, ...outcome }) =>
      'result' in outcome ? [{ trial, elapsedMs: outcome.result.elapsedMs }] : [],
    );
    const leftMs = estimateMs(
      spent,
      trials.filter((trial) => !known.has(JSON.stringify(trial))),
    );
    return { done: ended.length, total: trials.length, etaMs: leftMs === null ? null : leftMs / places };
  };
}
