/** The training under way and the run it ends in: status, history, reports. */
import type {
  GhostRun,
  LossPoint,
  Progress,
  RunSummary,
  RunView,
  StageReport,
  TrainingStatus,
  ValidationPoint,
} from '../../worker/protocol/training';
import type { CodedOrMessage } from '../messages/sentence';

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
  /** The run that masks, results and lists show. */
  run: RunView | null;
  runs: readonly RunSummary[];
  /** The course of sequential training on this log, to compare with; null where none ships with the page. */
  ghost: GhostRun | null;
}

export const INITIAL_TRAIN: TrainSlice = {
  status: 'idle',
  isStarting: false,
  statusReason: null,
  progress: null,
  losses: [],
  validations: [],
  reports: [],
  run: null,
  runs: [],
  ghost: null,
};

/** Whether a training has begun and not ended, also while it is paused. */
export const isTraining = ({ status }: Pick<TrainSlice, 'status'>): boolean =>
  status === 'running' || status === 'paused';
