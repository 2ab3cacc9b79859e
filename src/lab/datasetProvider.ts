/** Where the lab takes its datasets from: samples are generated, an uploaded log must be loaded already. */
import { CodedError } from '../coded';
import { generateSample } from '../data/sample/sample';
import type { Dataset } from '../data/schema';
import { splitLog } from '../data/split';
import { type DatasetRequest, isUploadedLog, nameOf, type SampleRequest } from './experiment';

export interface DatasetProvider {
  /**
   * Opens a dataset. On a sample the seed makes data and split; an uploaded log stays as it is.
   * Rejects with a CodedError (`trial-log-not-loaded`) when an uploaded log is not loaded.
   */
  open(request: DatasetRequest, seed: number): Promise<Dataset>;
}

/** Pairs of user and item that cached samples may have together: their truths take 12 bytes each. */
const MAX_CACHED_PAIRS = 8_000_000;

/** `uploadedLog` finds a loaded dataset by its fingerprint. The samples used last are cached. */
export function createDatasetProvider(
  uploadedLog: (fingerprint: string) => Dataset | undefined,
): DatasetProvider {
  const cache = new Map<string, Dataset>();
  return {
    async open(request, seed) {
      if (isUploadedLog(request)) return required(uploadedLog(request.fingerprint), request.fingerprint);
      const name = `${nameOf(request)}:${seed}`;
      const dataset = cache.get(name) ?? (await generate(request, seed));
      cache.delete(name);
      cache.set(name, dataset);
      dropOldest(cache);
      return dataset;
    },
  };
}

async function generate({ sample, users, items }: SampleRequest, seed: number): Promise<Dataset> {
  const log = await generateSample(sample, { seed, ...(users && { users }), ...(items && { items }) });
  return splitLog(log, { seed });
}

function required(dataset: Dataset | undefined, fingerprint: string): Dataset {
  if (dataset) return dataset;
  throw new CodedError('trial-log-not-loaded', { fingerprint: fingerprint.slice(0, 12) });
}

/** Deletes the oldest until the rest fits; the newest stays, whatever its size. */
function dropOldest(cache: Map<string, Dataset>): void {
  const pairs = ({ log }: Dataset) => log.users.ids.length * log.items.ids.length;
  let total = [...cache.values()].reduce((sum, dataset) => sum + pairs(dataset), 0);
  for (const [name, dataset] of cache) {
    if (total <= MAX_CACHED_PAIRS || cache.size === 1) return;
    cache.delete(name);
    total -= pairs(dataset);
  }
}
