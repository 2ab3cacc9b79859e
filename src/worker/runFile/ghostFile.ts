/** The course of a run without its weights: the `run.json` of its file alone. */
import type { GhostRun } from '../protocol/training';
import type { SessionRun } from '../training/sessionRun';
import { readManifest, writeManifest } from './runManifest';

/** Writes the course of a run; the losses of single steps are left out. */
export function writeGhost(run: SessionRun): Uint8Array {
  return writeManifest({ ...run, summary: { ...run.summary, history: [] } });
}

/** Reads the course of a run. Throws RunFileError as readManifest does. */
export function readGhost(bytes: Uint8Array): GhostRun {
  const { dataset, summary, stages, validations } = readManifest(bytes);
  const { method, config, steps, drift } = summary;
  return {
    fingerprint: dataset.fingerprint,
    method,
    seed: Number(config.seed),
    steps,
    stages: stages.map(({ id, kind, objective, steps, recall }) => ({ id, kind, objective, steps, recall })),
    validations,
    drift,
  };
}
