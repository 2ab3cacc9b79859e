/** Where the lab takes its datasets from: samples are generated, a person's own log must be there already. */
import { generateSample } from '../data/sample/sample';
import type { Dataset } from '../data/schema';
import { splitLog } from '../data/split';
import { type DatasetRequest, nameOf } from './experiment';

export interface DatasetProvider {
  /**
   * On a sample the seed makes data and split; an own log stays as it is.
   * Rejects with an Error that says what to load when an own log is not there.
   */
  open(request: DatasetRequest, seed: number): Promise<Dataset>;
}

/** Pairs of user and item that kept samples may have together: their truths take 12 bytes each. */
const MOST_PAIRS = 8_000_000;

/** `ownLog` finds a loaded dataset by its fingerprint. Samples lately used are kept. */
export function createDatasetProvider(ownLog: (fingerprint: string) => Dataset | undefined): DatasetProvider {
  const kept = new Map<string, Dataset>();
  return {
    async open(request, seed) {
      if ('fingerprint' in request) return found(ownLog(request.fingerprint), request.fingerprint);
      const name = `${nameOf(request)}:${seed}`;
      const dataset = kept.get(name) ?? (await generate(request, seed));
      kept.delete(name);
      kept.set(name, dataset);
      dropOldest(kept);
      return dataset;
    },
  };
}

async function generate(
  request: Extract<DatasetRequest, { sample: string }>,
  seed: number,
): Promise<Dataset> {
  const { sample, users, items } = request;
  const log = await generateSample(sample, { seed, ...(users && { users }), ...(items && { items }) });
  return splitLog(log, { seed });
}

function found(dataset: Dataset | undefined, fingerprint: string): Dataset {
  if (dataset) return dataset;
  throw new Error(
    `The log with fingerprint ${fingerprint.slice(0, 12)}… is not loaded. Load its file again.`,
  );
}

/** The newest stays, whatever its size. */
function dropOldest(kept: Map<string, Dataset>): void {
  const pairs = ({ log }: Dataset) => log.users.ids.length * log.items.ids.length;
  let total = [...kept.values()].reduce((sum, dataset) => sum + pairs(dataset), 0);
  for (const [name, dataset] of kept) {
    if (total <= MOST_PAIRS || kept.size === 1) return;
    kept.delete(name);
    total -= pairs(dataset);
  }
}
