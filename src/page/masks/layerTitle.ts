/** The name of a layer. */
import type { Text } from '../messages/useText';
import { tableName } from './maskOrder';

/** Returns “Hidden layer”, “Output layer” or the embedding's name. */
export function layerTitle({ layer }: { layer: string }, text: Text): string {
  if (layer === 'hidden' || layer === 'output') return text(`masks.layer.${layer}`);
  return text('masks.layer.table', { name: tableName(layer) });
}
