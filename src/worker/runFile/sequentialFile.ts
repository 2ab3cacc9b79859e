/** The course of a run of `sequential` without its weights: the `run.json` of its file alone. */
import type { SequentialRun } from '../protocol/training';
import type { SessionRun } from '../training/sessionRun';
import { readManifest, writeManifest } from './runManifest';

/** Writes the course of a run; the losses of single steps are left out. */
export function writeSequential(run: SessionRun): Uint8Array {
  return writeManifest({ ...run, summary: { ...run.summary, history: [] } });
}

/** Reads the course of a run. Throws RunFileError as readManifest does. */
export function readSequential(bytes: Uint8Array): SequentialRun {
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
