/** A run as one file: everything that was trained, in formats that other programs read. */
import { strToU8 } from 'fflate';
import type { Dataset } from '../../data/schema';
import type { EvaluationReport } from '../../evaluate/report';
import { ownerTensors, rerankerTensors, weightTensors } from '../../model/tensors';
import type { SessionRun } from '../training/sessionRun';
import { sealArchive } from './archive';
import { writeNpy } from './npy';
import { readmeOf } from './readme';
import { writeManifest } from './runManifest';
import { writeSafetensors } from './safetensors';
import { idTable, metricsTable } from './tables';

/** Every name that a run's file may hold. */
export const ENTRIES = {
  readme: 'README.txt',
  manifest: 'run.json',
  weights: 'weights.safetensors',
  owners: 'owners.safetensors',
  userVectors: 'user-vectors.npy',
  itemVectors: 'item-vectors.npy',
  users: 'users.csv',
  items: 'items.csv',
  metrics: 'metrics.json',
  metricsTable: 'metrics.csv',
} as const;

/** What is known beside the run while its log is loaded. */
export interface PackContext {
  dataset?: Dataset;
  report?: EvaluationReport;
}

/** Without its log the file has no ids and no plan, without a report no metrics; it imports all the same. */
export function packRun(run: SessionRun, { dataset, report }: PackContext = {}): Promise<Blob> {
  const files: Record<string, Uint8Array> = {
    [ENTRIES.readme]: strToU8(readmeOf(run.summary, run.dataset.name)),
    [ENTRIES.manifest]: writeManifest(run, dataset),
  };
  if (run.trained) {
    const { model, vectors, rerankers = [] } = run.trained;
    const owners = ownerTensors(model);
    files[ENTRIES.weights] = writeSafetensors([...weightTensors(model), ...rerankerTensors(rerankers)]);
    if (owners.length > 0) files[ENTRIES.owners] = writeSafetensors(owners);
    files[ENTRIES.userVectors] = writeNpy(vectors.users, vectors.width);
    files[ENTRIES.itemVectors] = writeNpy(vectors.items, vectors.width);
  }
  if (dataset) {
    files[ENTRIES.users] = strToU8(idTable(dataset.log.users));
    files[ENTRIES.items] = strToU8(idTable(dataset.log.items));
  }
  if (report) {
    files[ENTRIES.metrics] = strToU8(JSON.stringify(report, null, 1));
    files[ENTRIES.metricsTable] = strToU8(metricsTable(report));
  }
  return sealArchive(files);
}
