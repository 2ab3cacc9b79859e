/** What a training has reported so far, and how much of it was sent to the page. */
import type { LossPoint, StageReport, ValidationPoint } from '../protocol/training';

export interface ProgressSnapshot {
  history: LossPoint[];
  /** Reports of the stages that ended. */
  stages: StageReport[];
  validations: ValidationPoint[];
}

export class ProgressLog implements ProgressSnapshot {
  readonly history: LossPoint[];
  readonly stages: StageReport[];
  readonly validations: ValidationPoint[];
  #sentLosses = 0;
  #sentValidations = 0;

  /** Begins with what an interrupted training had reported. */
  constructor(
    { history, stages, validations }: ProgressSnapshot = { history: [], stages: [], validations: [] },
  ) {
    this.history = [...history];
    this.stages = [...stages];
    this.validations = [...validations];
  }

  /**
   * Adds a validation. A stage's last step and its end validate the same weights, unless a checkpoint was
   * restored; the later result replaces the earlier.
   */
  addValidation(point: ValidationPoint): void {
    if (this.validations.at(-1)?.step === point.step) this.#truncateValidations(this.validations.length - 1);
    this.validations.push(point);
  }

  /** Removes everything after the step. */
  rewind(step: number): void {
    const upTo = (points: { step: number }[]) => points.findLastIndex((point) => point.step <= step) + 1;
    this.history.length = upTo(this.history);
    this.#sentLosses = Math.min(this.#sentLosses, this.history.length);
    this.#truncateValidations(upTo(this.validations));
  }

  /** Returns what was not sent yet; it counts as sent from now on. */
  unsent(): { losses: LossPoint[]; validations: ValidationPoint[] } {
    const losses = this.history.slice(this.#sentLosses);
    const validations = this.validations.slice(this.#sentValidations);
    this.#sentLosses = this.history.length;
    this.#sentValidations = this.validations.length;
    return { losses, validations };
  }

  /** Returns a copy that later points do not change. */
  copy(): ProgressSnapshot {
    const { history, stages, validations } = this;
    return { history: [...history], stages: [...stages], validations: [...validations] };
  }

  #truncateValidations(count: number): void {
    this.validations.length = count;
    this.#sentValidations = Math.min(this.#sentValidations, count);
  }
}
