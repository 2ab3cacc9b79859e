/** The scorer of a run as one of its stages left it. */
import type { Dataset } from '../../data/schema';
import { methodEntry } from '../../methods/methodCatalogue';
import { FREE } from '../../model/ownerBytes';
import type { Vectors } from '../../model/vectors';
import type { Scorer } from '../../retrieve/scorer';
import { scorerOf } from '../../train/validation';
import type { StageReport } from '../protocol/training';
import type { StageState } from './stageStates';

/** A training as far as its stages ended, with what it ended in when it is finished. */
export interface EndedStages {
  method: string;
  reports: readonly StageReport[];
  states: readonly StageState[];
  /** Absent while it trains. */
  finished?: { vectors: Vectors; scorer: Scorer } | undefined;
}

/**
 * Returns the scorer of a stage's end: from the vectors that were kept; at the run's end its own; and at the end
 * of an objective, whose block no later stage changes, from the final vectors with the later blocks left out.
 * Undefined where none of these is known.
 */
export function scorerOfStage(
  { method, reports, states, finished }: EndedStages,
  index: number,
  dataset: Dataset,
): Scorer | undefined {
  const kept = states[index]?.kept;
  if (kept) return scorerOf(kept.vectors, dataset, kept.rerankers);
  if (!finished) return undefined;
  if (index === reports.length - 1) return finished.scorer;
  if (!methodEntry(method)?.freezes || !endsObjective(reports, index)) return undefined;
  const owner = dataset.log.objectives.indexOf(reports[index]!.objective);
  return scorerOf(withoutLaterBlocks(finished.vectors, owner), dataset);
}

/** Whether no later stage trains the stage's objective. */
function endsObjective(reports: readonly StageReport[], index: number): boolean {
  const objective = reports[index]?.objective;
  return reports.every((report, later) => later <= index || report.objective !== objective);
}

/** Returns the vectors as they score when the owners after `owner` own nothing. */
function withoutLaterBlocks(vectors: Vectors, owner: number): Vectors {
  return { ...vectors, blocks: vectors.blocks.map((byte) => (byte <= owner ? byte : FREE)) };
}
