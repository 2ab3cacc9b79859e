/** What a training has told so far, and how much of it the page has heard. */
import type { LossPoint, StageReport, ValidationPoint } from '../protocol/training';

export interface ProgressSnapshot {
  history: LossPoint[];
  /** Of the stages that ended. */
  stages: StageReport[];
  validations: ValidationPoint[];
}

export class ProgressLog implements ProgressSnapshot {
  readonly history: LossPoint[];
  readonly stages: StageReport[];
  readonly validations: ValidationPoint[];
  #sentLosses = 0;
  #sentValidations = 0;

  /** As far as an interrupted training came. */
  constructor(
    { history, stages, validations }: ProgressSnapshot = { history: [], stages: [], validations: [] },
  ) {
    this.history = [...history];
    this.stages = [...stages];
    this.validations = [...validations];
  }

  /** A stage's last step and its end look at the same weights, unless a checkpoint was put back. */
  look(look: ValidationPoint): void {
    if (this.validations.at(-1)?.step === look.step) this.#keepLooks(this.validations.length - 1);
    this.validations.push(look);
  }

  /** What came after the step is void. */
  rewind(step: number): void {
    const upTo = (points: { step: number }[]) => points.findLastIndex((point) => point.step <= step) + 1;
    this.history.length = upTo(this.history);
    this.#sentLosses = Math.min(this.#sentLosses, this.history.length);
    this.#keepLooks(upTo(this.validations));
  }

  /** What was not sent yet, and counts as sent from now on. */
  unsent(): { losses: LossPoint[]; validations: ValidationPoint[] } {
    const losses = this.history.slice(this.#sentLosses);
    const validations = this.validations.slice(this.#sentValidations);
    this.#sentLosses = this.history.length;
    this.#sentValidations = this.validations.length;
    return { losses, validations };
  }

  /** As plain data that later points do not reach. */
  copy(): ProgressSnapshot {
    const { history, stages, validations } = this;
    return { history: [...history], stages: [...stages], validations: [...validations] };
  }

  #keepLooks(count: number): void {
    this.validations.length = count;
    this.#sentValidations = Math.min(this.#sentValidations, count);
  }
}
