/**
 * Messages between page and worker: plain data, and one interface for each service. The page calls `Session`
 * through comlink and receives `SessionEvent`s; tensors never cross, typed arrays do.
 */
import type { Values } from '../../coded';
import type { Config } from '../../config';
import type { EngineName } from '../../engine/engineNames';
import type { DataSession, DatasetView } from './data';
import type { LabSession, LabState } from './lab';
import type { LiveFusion, RetrievalSession, UserView } from './retrieval';
import type { SavedLists, StorageSession } from './storage';
import type {
  LossPoint,
  MaskPicture,
  MaskReport,
  Progress,
  RunEntry,
  RunView,
  ShownStage,
  StageOutline,
  StageReport,
  TrainingSession,
  TrainingStatus,
  ValidationPoint,
} from './training';

export interface EngineChoice {
  engine: 'wgsl' | 'wasm' | 'tfjs';
  /** Its name in `?engine=`, with the backend where that is tfjs's. */
  name: EngineName;
  backend: string;
  /** What computes: `processor`, or the GPU by its adapter's name, `gpu` where that is not known. */
  device: string;
  /** Name of the GPU as the browser reports it; '' without one. It may be another device than the one in use. */
  adapter: string;
  /** True when the CPU computes. */
  software: boolean;
  /** Why this engine was selected; the catalogue has the sentence `engine.<code>`. */
  reasonCode:
    | 'forced'
    /** `?engine=wasm`, which meant tfjs's in version 0.1.0. */
    | 'forced-wasm'
    /** A name of version 0.1.0. */
    | 'forced-earlier-name'
    | 'real-gpu'
    | 'software-adapter'
    | 'no-webgpu'
    | 'no-adapter'
    | 'webgpu-failed'
    | 'no-simd'
    | 'kernels-failed'
    | 'wasm-failed'
    | 'measured'
    | 'device-lost'
    | 'device-lost-again';
  /** What `?engine=` says, where it says anything. */
  asked?: string;
  /** Milliseconds of a training step on both engines, measured on the first log. */
  calibration?: { wgslMs: number; wasmMs: number };
}

export type SessionEvent =
  | { type: 'dataset'; dataset: DatasetView }
  | { type: 'loading'; what: 'sample' | 'csv' | 'export'; done: number; total: number }
  /** Follows the last `loading`, whether the log was loaded or refused. */
  | { type: 'loading-ended' }
  | { type: 'prepared'; method: string; config: Config; stages: StageOutline[]; steps: number }
  /** A failed training says why: code and values of `error.<code>`. */
  | { type: 'status'; status: TrainingStatus; code?: string; values?: Values }
  | { type: 'progress'; progress: Progress; losses: LossPoint[]; validations: ValidationPoint[] }
  | { type: 'masks'; report: MaskReport; pictures: MaskPicture[] }
  /** Another stage is shown; its masks, where they are known, came before. */
  | ({ type: 'stage-shown' } & ShownStage)
  /** The device was lost and training resumes from a checkpoint: points after this step are invalid. */
  | { type: 'rewind'; step: number }
  /** Another engine computes from now on; the choice says why. */
  | { type: 'engine'; choice: EngineChoice }
  | { type: 'stage'; report: StageReport }
  /** The shown user's scores by the model in training, at most four times a second. */
  | { type: 'live-scores'; userId: string; view: UserView; fusion: LiveFusion }
  /** Progress of the weighting grid that is computed, in users; only where it takes more than a second. */
  | { type: 'weighting-grid'; done: number; total: number }
  /** Share of the item map that is done, 0 to 1; only where it takes more than a second. */
  | { type: 'item-map'; share: number }
  | { type: 'run'; run: RunView; runs: RunEntry[] }
  | { type: 'saved'; saved: SavedLists }
  /** Everything was deleted and unloaded; a sample follows, as at a first visit. */
  | { type: 'deleted' }
  /** A result exists but could not be saved; code and values of `error.<code>` say why. */
  | { type: 'not-saved'; code: string; values?: Values }
  /** State of the lab, at most ten times a second and whenever the status changes. */
  | { type: 'lab'; state: LabState };

/** The worker's services, as the page calls them. */
export interface Session {
  readonly data: DataSession;
  readonly training: TrainingSession;
  readonly retrieval: RetrievalSession;
  readonly storage: StorageSession;
  readonly lab: LabSession;
  subscribe(listener: (event: SessionEvent) => void): Promise<void>;
  engine(): Promise<EngineChoice>;
}
