/** A run as one file: everything that was trained, in formats that other programs read. */
import { strToU8 } from 'fflate';
import type { Dataset } from '../../data/schema';
import type { EvaluationReport } from '../../evaluate/report';
import { ownerTensors, rerankerTensors, weightTensors } from '../../model/tensors';
import type { SessionRun } from '../training/sessionRun';
import { sealArchive } from './archive';
import { ENTRIES } from './entries';
import { writeNpy } from './npy';
import { writeManifest } from './runManifest';
import { writeSafetensors } from './safetensors';
import { stageOwnerTensors } from './stageOwners';
import { idTable, metricsTable } from './tables';

/** What goes into the file beside the run. */
export interface PackContext {
  /** Text with {method}, {dataset} and {seed} to fill in. */
  readme?: string;
  /** The log of the run, where it is loaded. */
  dataset?: Dataset;
  report?: EvaluationReport;
}

/**
 * Packs a run as a file. It has no README without its text, no ids and no plan without the log, no metrics
 * without a report; unpackRun needs none of them.
 */
export function packRun(run: SessionRun, { readme, dataset, report }: PackContext = {}): Promise<Blob> {
  const files: Record<string, Uint8Array> = {
    ...(readme && { [ENTRIES.readme]: strToU8(filled(readme, run)) }),
    [ENTRIES.manifest]: writeManifest(run, dataset),
  };
  if (run.trained) {
    const { model, vectors, rerankers = [] } = run.trained;
    const owners = ownerTensors(model);
    files[ENTRIES.weights] = writeSafetensors([...weightTensors(model), ...rerankerTensors(rerankers)]);
    if (owners.length > 0) files[ENTRIES.owners] = writeSafetensors(owners);
    const stageOwners = stageOwnerTensors(model, run.states ?? []);
    if (stageOwners.length > 0) files[ENTRIES.stageOwners] = writeSafetensors(stageOwners);
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

/** Fills in the method, the log's name and the seed of a run. */
function filled(readme: string, { summary, dataset }: SessionRun): string {
  const values = { method: summary.method, dataset: dataset.name, seed: String(summary.config.seed) };
  return readme.replace(/\{(method|dataset|seed)\}/g, (_, name: keyof typeof values) => values[name]);
}
