/** Everything the page knows, as one plain value; panels derive the rest. */
import type { Config } from '../config';
import type { PerObjective } from '../data/schema';
import type { MethodEntry, UntrainedBaseline } from '../methods/catalogue';
import type { DatasetView } from '../worker/protocol/data';
import type { EvaluationReport, FusionWeights, UserView } from '../worker/protocol/retrieval';
import type { EngineChoice } from '../worker/protocol/session';
import type { SavedLists, Setup } from '../worker/protocol/storage';
import type {
  LossPoint,
  MaskPicture,
  MaskReport,
  Progress,
  RunSummary,
  RunView,
  StageOutline,
  StageReport,
  TrainingStatus,
  ValidationPoint,
} from '../worker/protocol/training';
import { INITIAL_LAB, type LabView } from './lab/labView';
import { INITIAL_UPLOAD, type UploadView } from './mapping/uploadView';
import type { CodedOrMessage } from './messages/sentence';
import type { Problem } from './problem';
import type { Failure } from './storage/remedies';

export type MethodId = MethodEntry['id'];
export type Theme = 'auto' | 'light' | 'dark';

/** What the next training will use: shown, edited, and sent whole. */
export interface Draft {
  method: MethodId;
  /** Resolved for method and log without changes; null until the worker answered. */
  defaults: Config | null;
  config: Config | null;
}

export interface PreparedPlan {
  method: string;
  stages: readonly StageOutline[];
  steps: number;
}

/** What the page cannot mix itself. */
export interface OwnFusion {
  scores: Float32Array;
  /** Null when the weights before ranked nothing. */
  before: Float32Array | null;
}

export interface PageState {
  theme: Theme;
  engine: EngineChoice | null;
  problem: Problem | null;

  dataset: DatasetView | null;
  loading: { what: 'sample' | 'csv' | 'export'; done: number; total: number } | null;

  upload: UploadView;

  draft: Draft;
  status: TrainingStatus;
  /** Why the training has this status, where the worker gave a reason. */
  statusReason: CodedOrMessage | null;
  plan: PreparedPlan | null;
  progress: Progress | null;
  losses: readonly LossPoint[];
  validations: readonly ValidationPoint[];
  reports: readonly StageReport[];
  masks: { report: MaskReport; pictures: readonly MaskPicture[] } | null;

  run: RunView | null;
  runs: readonly RunSummary[];
  /** Test reports of the runs that were looked at since the log was loaded, by run id. */
  evaluations: Readonly<Record<string, EvaluationReport>>;
  /** Test reports of what needs no training. */
  untrainedReports: Readonly<Partial<Record<UntrainedBaseline, EvaluationReport>>>;

  userId: string | null;
  userView: UserView | null;
  /** F of the chosen user's items by a run's own fusion, now and before the gesture; null until it came. */
  ownFusion: OwnFusion | null;
  /** Users who convert (or at least click) in the test split come first. */
  suggestedUsers: readonly string[];
  weights: FusionWeights;
  /** Weights before the latest gesture: movement in the list is told against them. */
  weightsBefore: FusionWeights;
  fusedRecall: Partial<PerObjective<number>> | null;

  /** What outlives the page; null until the worker answered. */
  saved: SavedLists | null;
  /** A link that waits for its log. */
  link: Setup | null;
  /** Why the latest training failed, where there is a cure. */
  failure: Failure | null;
  /** The browser stopped the worker: nobody answers any more. */
  isWorkerGone: boolean;

  /** An experiment outlives the log that is looked at. */
  lab: LabView;
}

export const EQUAL_WEIGHTS: FusionWeights = { exposure: 0.33, click: 0.33, conversion: 0.34 };

export const INITIAL_STATE: PageState = {
  theme: 'auto',
  engine: null,
  problem: null,
  dataset: null,
  loading: null,
  upload: INITIAL_UPLOAD,
  draft: { method: 'csmf', defaults: null, config: null },
  status: 'idle',
  statusReason: null,
  plan: null,
  progress: null,
  losses: [],
  validations: [],
  reports: [],
  masks: null,
  run: null,
  runs: [],
  evaluations: {},
  untrainedReports: {},
  userId: null,
  userView: null,
  ownFusion: null,
  suggestedUsers: [],
  weights: EQUAL_WEIGHTS,
  weightsBefore: EQUAL_WEIGHTS,
  fusedRecall: null,
  saved: null,
  link: null,
  failure: null,
  isWorkerGone: false,
  lab: INITIAL_LAB,
};
