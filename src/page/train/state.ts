/** The training under way and the run it ends in: status, history, reports, and which of its stages is shown. */
import type { Finding } from '../../data/report/findingTypes';
import type {
  LossPoint,
  Progress,
  RunEntry,
  RunView,
  SequentialRun,
  ShownStage,
  StageReport,
  TrainingStatus,
  ValidationPoint,
} from '../../worker/protocol/training';
import type { CodedOrMessage } from '../messages/sentence';

/** What is drawn of a run of `sequential` on the loaded log, beside others: what forgetting looks like. */
export type SequentialCourse = Pick<SequentialRun, 'seed' | 'steps' | 'validations' | 'drift'>;

/** Findings on the log that are asked about before anything is trained on it, and what was asked for. */
export interface Doubts {
  findings: readonly Finding[];
  goOn(): Promise<void>;
}

export interface TrainSlice {
  /** Null: nothing is asked. */
  doubts: Doubts | null;
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
  runs: readonly RunEntry[];
  /** The run of `sequential` that ships with the page, or the latest of this visit. */
  sequential: SequentialCourse | null;
}

export const INITIAL_TRAIN: TrainSlice = {
  doubts: null,
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
  sequential: null,
};

/** Whether a training has begun and not ended, also while it is paused. */
export const isTraining = ({ status }: Pick<TrainSlice, 'status'>): boolean =>
  status === 'running' || status === 'paused';

/** Whether there are lists of what is shown: of some stages none was kept. */
export const hasList = ({ shownStage }: Pick<TrainSlice, 'shownStage'>): boolean =>
  shownStage?.hasList ?? true;
