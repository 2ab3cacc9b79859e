/** How the engines are called on the page. */
import { ENGINE_NAMES } from '../../engine/engineNames';
import type { Text } from '../messages/useText';

/** Returns the title of what a run or a trial was trained on; records of earlier versions may not say it. */
export function engineTitle(name: string | undefined, text: Text): string {
  const known = ENGINE_NAMES.find((engine) => engine === name);
  return text(known ? `engine.name.${known}` : 'engine.name.unknown');
}
