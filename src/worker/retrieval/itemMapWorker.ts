/** Entry of the worker that projects items to two dimensions: the session's own worker answers meanwhile. */
import { expose } from 'comlink';
import { type ItemMap, itemMap } from '../../evaluate/itemMap/itemMap';
import type { ProjectionOptions } from '../../evaluate/itemMap/principalComponents';
import { registerWire } from '../protocol/wire';

export interface ItemMapWorker {
  project(
    vectors: Pick<ProjectionOptions, 'items' | 'width' | 'seed'>,
    onProgress: (share: number) => void,
  ): Promise<ItemMap>;
}

const worker: ItemMapWorker = {
  project: (vectors, onProgress) => itemMap({ ...vectors, onProgress }),
};
registerWire();
expose(worker);
