/** Reads JSON of a file that nobody vouches for. */
import { strFromU8 } from 'fflate';
import { refusal } from './refusal';

/** Nothing in a run is nested deeper, and what walks through a value need not survive more. */
const DEEPEST = 16;

/** Throws RunFileError when it is larger than `largest` bytes, nested too deep, or no JSON. */
export function readJson(bytes: Uint8Array, { name, largest }: { name: string; largest: number }): unknown {
  if (bytes.length > largest) throw refusal(`${name} is larger than ${largest} bytes`);
  const text = strFromU8(bytes);
  if (depthOf(text) > DEEPEST) throw refusal(`${name} is nested deeper than ${DEEPEST} levels`);
  try {
    return JSON.parse(text);
  } catch {
    throw refusal(`${name} is no JSON`);
  }
}

function depthOf(text: string): number {
  let [depth, deepest, isText] = [0, 0, false];
  for (let place = 0; place < text.length; place++) {
    const character = text[place];
    if (character === '"') isText = !isText;
    else if (isText && character === '\\') place++;
    else if (isText) continue;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}
