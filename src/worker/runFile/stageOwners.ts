/** The owners at the end of each stage, as a run file has them. */
import { OWNER_BYTES } from '../../model/ownerBytes';
import { ownerTensors, type Tensor } from '../../model/tensors';
import { ownersOf, type Trainable } from '../../model/trainable';
import type { StageState } from '../training/stageStates';
import type { Archive } from './archive';
import { ENTRIES } from './entries';
import { RunFileError } from './runFileError';
import { readSafetensors } from './safetensors';

/**
 * Returns the owners of every stage as tensors `stage0.users.columns`, … shaped like the run's own; none where
 * those of a stage are unknown, or nothing has owners.
 */
export function stageOwnerTensors(model: Trainable, states: readonly StageState[]): Tensor[] {
  const shapes = ownerTensors(model);
  if (shapes.length === 0 || states.some(({ owners }) => owners.length !== shapes.length)) return [];
  return states.flatMap(({ owners }, stage) =>
    shapes.map(({ name, shape }, index) => ({
      name: `stage${stage}.${name}`,
      shape,
      values: owners[index]!,
    })),
  );
}

/**
 * Reads the owners of `stages` stages. Undefined where the file has none, as those of earlier versions. Throws
 * RunFileError.
 */
export function readStageOwners(
  archive: Archive,
  model: Trainable,
  stages: number,
): StageState[] | undefined {
  const file = ENTRIES.stageOwners;
  const size = archive.sizeOf(file);
  const perStage = ownersOf(model).reduce((sum, { length }) => sum + length, 0);
  if (size === 0 || stages === 0) return undefined;
  // Before anything is allocated: the number of stages is what the file says.
  if (size < stages * perStage) throw new RunFileError('run-file-tensors-cut-short', { file });
  const states = Array.from({ length: stages }, () => ({
    owners: ownersOf(model).map(({ length }) => new Uint8Array(length)),
  }));
  const tensors = stageOwnerTensors(model, states);
  readSafetensors(archive.read(file), tensors, file);
  checkOwnerBytes(tensors, file);
  return states;
}

/** Throws RunFileError when a byte is no owner. */
export function checkOwnerBytes(owners: readonly Tensor[], file: string): void {
  for (const { name, values } of owners) {
    if (!values.every((value) => OWNER_BYTES.includes(value))) {
      throw new RunFileError('run-file-owners', { file, tensor: name });
    }
  }
}
