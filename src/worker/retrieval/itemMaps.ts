/** Maps of the items: one for each run's vectors, which is made when somebody opens it and kept with them. */
import type { ItemMap } from '../../evaluate/itemMap/itemMap';
import type { ProjectionOptions } from '../../evaluate/itemMap/principalComponents';
import type { Vectors } from '../../model/vectors';
import type { Emit } from '../events';
import { createLatestJob } from './latestJob';

/** The same vectors give the same picture. */
const SEED = 0;
/** A map that takes longer reports its progress, and then this often. */
const PROGRESS_AFTER_MS = 1000;
const PROGRESS_EVERY_MS = 250;

/** Makes a map as `itemMap` does, here or elsewhere. */
export type ProjectItems = (options: ProjectionOptions) => Promise<ItemMap>;

export class ItemMaps {
  readonly #known = new WeakMap<Vectors, ItemMap>();
  readonly #job = createLatestJob();

  constructor(
    private readonly emit: Emit,
    private readonly project: ProjectItems,
  ) {}

  /** Returns the map of the vectors; null once it is stopped, or another one is asked for. */
  async of(vectors: Vectors): Promise<ItemMap | null> {
    const known = this.#known.get(vectors);
    if (known) return known;
    const { items, width } = vectors;
    const made = await this.#job.run((signal) =>
      this.project({ items, width, seed: SEED, signal, onProgress: this.#progress() }),
    );
    if (made) this.#known.set(vectors, made);
    return made;
  }

  stop(): void {
    this.#job.stop();
  }

  #progress(): (share: number) => void {
    let next = performance.now() + PROGRESS_AFTER_MS;
    return (share) => {
      if (performance.now() < next) return;
      next = performance.now() + PROGRESS_EVERY_MS;
      this.emit({ type: 'item-map', share });
    };
  }
}
