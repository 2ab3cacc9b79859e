/** The training under way and the run it ends in: status, history, reports, and which of its stages is shown. */
import type { PerObjective } from '../../data/schema';
import type {
  LossPoint,
  Progress,
  RunSummary,
  RunView,
  ShownStage,
  StageReport,
  TrainingStatus,
  ValidationPoint,
} from '../../worker/protocol/training';
import type { CodedOrMessage } from '../messages/sentence';

/** A run of `sequential` on the loaded log, drawn beside others: what forgetting looks like. */
export interface Ghost {
  seed: number;
  steps: number;
  validations: readonly ValidationPoint[];
  /** Largest |Δ score| of each objective over all users, from its last stage's end to the run's end. */
  drift: PerObjective<number>;
}

export interface TrainSlice {
  status: TrainingStatus;
  /** Train was pressed and the worker has not begun: it may be choosing the engine. */
  isStarting: boolean;
  /** Why the training has this status, where the worker gave a reason. */
  statusReason: CodedOrMessage | null;
  progress: Progress | null;
  losses: readonly LossPoint[];
  validations: readonly ValidationPoint[];
  reports: readonly StageReport[];
  /** The stage whose end is shown; null: the end, or the training as it goes on. */
  shownStage: (ShownStage & { stage: number }) | null;
  /** The run that results and lists show. */
  run: RunView | null;
  runs: readonly RunSummary[];
  /** The one that ships with the page, or the latest of this visit. */
  ghost: Ghost | null;
}

export const INITIAL_TRAIN: TrainSlice = {
  status: 'idle',
  isStarting: false,
  statusReason: null,
  progress: null,
  losses: [],
  validations: [],
  reports: [],
  shownStage: null,
  run: null,
  runs: [],
  ghost: null,
};

/** Whether a training has begun and not ended, also while it is paused. */
export const isTraining = ({ status }: Pick<TrainSlice, 'status'>): boolean =>
  status === 'running' || status === 'paused';
