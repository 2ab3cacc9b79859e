/** Cuts an experiment into shares that run side by side: each is an experiment of its own on one journal. */
import { type LabRequest, parseSpec } from '../../src/lab/experiment';
import type { LabEvent } from '../../src/lab/runner';

/**
 * Method i goes to share i mod `count`. A method is tuned and measured in one share, so no share waits for
 * another; the whole request, run afterwards, finds every cell in the journal.
 */
export function sharesOf(request: LabRequest, count: number): LabRequest[] {
  const { methods } = request;
  return Array.from({ length: Math.min(count, methods.length) }, (_, share): LabRequest => {
    const own = methods.filter((_, index) => index % count === share);
    const [first] = parseSpec({ ...request, methods: own, reference: undefined }).methods;
    return { ...request, methods: own, reference: first!.label };
  });
}

/** How far all shares are, from the latest event of each: cells are summed, the slowest share says when it ends. */
export function together(
  latest: readonly (LabEvent | undefined)[],
): Pick<LabEvent, 'done' | 'total' | 'etaMs'> {
  const known = latest.flatMap((event) => event ?? []);
  const etas = known.flatMap(({ etaMs }) => etaMs ?? []);
  return {
    done: known.reduce((sum, { done }) => sum + done, 0),
    total: known.reduce((sum, { total }) => sum + total, 0),
    etaMs: etas.length > 0 ? Math.max(...etas) : null,
  };
}
