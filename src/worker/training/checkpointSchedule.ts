/** When the next checkpoint within a stage is due, in the training's active time. */

/** Active time between two checkpoints within a stage: about what a crash costs at most. */
const SAVE_EVERY_MS = 5000;
/** Share of the training's time that checkpoints may cost; expensive ones are taken less often. */
const SAVE_SHARE = 0.02;

export class CheckpointSchedule {
  #dueMs = SAVE_EVERY_MS;

  isDue(activeMs: number): boolean {
    return activeMs >= this.#dueMs;
  }

  /** Schedules the next checkpoint after one that took `tookMs`. */
  next(activeMs: number, tookMs = 0): void {
    this.#dueMs = activeMs + Math.max(SAVE_EVERY_MS, tookMs / SAVE_SHARE);
  }

  /** Schedules none until `next` is called. */
  stop(): void {
    this.#dueMs = Number.POSITIVE_INFINITY;
  }

  get isStopped(): boolean {
    return this.#dueMs === Number.POSITIVE_INFINITY;
  }
}
