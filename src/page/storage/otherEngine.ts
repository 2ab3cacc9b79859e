/** Whether an interrupted training goes on with another engine than the one that saved it. */
import type { EngineName } from '../../engine/engineNames';
import { methodEntry } from '../../methods/methodCatalogue';
import type { EngineChoice } from '../../worker/protocol/session';
import type { Interruption } from '../../worker/protocol/storage';

/**
 * Returns both engines where they differ: another engine rounds differently, so that the result is not bit for
 * bit what it would have been. Networks train on tfjs beside a fused engine. Null where they are the same, or
 * where one of them is not known.
 */
export function otherEngine(
  { engine: saved, method }: Interruption,
  choice: EngineChoice | null,
): { saved: string; now: EngineName } | null {
  if (!choice || !saved) return null;
  const isNetwork = methodEntry(method)?.network === true;
  const now = isNetwork && choice.engine !== 'tfjs' ? 'tfjs-wasm' : choice.name;
  return saved === now ? null : { saved, now };
}
