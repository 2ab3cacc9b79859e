/**
 * The wire between page and worker: plain data and one interface, in a file for each thing it is about. The
 * page calls `Session` through comlink and hears `SessionEvent`s; tensors never cross, typed arrays do.
 */
import type { Config } from '../../config';
import type { DataSession, DatasetView } from './data';
import type { LabSession, LabState } from './lab';
import type { RetrievalSession } from './retrieval';
import type { SavedLists, StorageSession } from './storage';
import type {
  LossPoint,
  MaskPicture,
  MaskReport,
  Progress,
  RunSummary,
  RunView,
  StageOutline,
  StageReport,
  TrainingSession,
  TrainingStatus,
  ValidationPoint,
} from './training';

export interface EngineChoice {
  engine: 'wgsl' | 'tfjs';
  backend: string;
  /** The GPU's name as the browser tells it; '' without one. */
  adapter: string;
  /** True when the computing is done by the CPU. */
  software: boolean;
  /** Stable: the page has a sentence for each. */
  reasonCode:
    | 'forced'
    | 'real-gpu'
    | 'software-adapter'
    | 'no-webgpu'
    | 'no-adapter'
    | 'webgpu-failed'
    | 'wasm-failed'
    | 'measured'
    | 'device-lost'
    | 'device-lost-again';
  /** English sentence. */
  reason: string;
  /** Milliseconds of a training step on both engines, measured on the first log. */
  calibration?: { wgslMs: number; wasmMs: number };
}

export type SessionEvent =
  | { type: 'dataset'; dataset: DatasetView }
  | { type: 'loading'; what: 'sample' | 'csv' | 'export'; done: number; total: number }
  /** After the last `loading`, whether the log was taken or refused. */
  | { type: 'loading-ended' }
  | { type: 'prepared'; method: string; config: Config; stages: StageOutline[]; steps: number }
  | { type: 'status'; status: TrainingStatus; message?: string; code?: string }
  | { type: 'progress'; progress: Progress; losses: LossPoint[]; validations: ValidationPoint[] }
  | { type: 'masks'; report: MaskReport; pictures: MaskPicture[] }
  /** The device was lost and training goes on from a checkpoint: points after this step are void. */
  | { type: 'rewind'; step: number }
  /** Another engine than before computes from now on; the choice says why. */
  | { type: 'engine'; choice: EngineChoice }
  | { type: 'stage'; report: StageReport }
  | { type: 'run'; run: RunView; runs: RunSummary[] }
  | { type: 'kept'; kept: SavedLists }
  /** Nothing is left of what was made or loaded; a sample follows, as at a first visit. */
  | { type: 'forgotten' }
  /** What was made is there but is not kept; the message says why. */
  | { type: 'not-kept'; message: string }
  /** At most ten a second, and whenever the status changes. */
  | { type: 'lab'; state: LabState };

/** The worker's side. Every promise rejects with an Error whose message is a sentence for people. */
export interface Session extends DataSession, TrainingSession, RetrievalSession, StorageSession, LabSession {
  subscribe(listener: (event: SessionEvent) => void): Promise<void>;
  engine(): Promise<EngineChoice>;
}
