/** Reads JSON from an untrusted file. */
import { strFromU8 } from 'fflate';
import { RunFileError } from './runFileError';

/** Limit of nesting; nothing in a run is nested deeper. */
const MAX_DEPTH = 16;

/** Parses JSON. Throws RunFileError when it has more than `maxBytes` bytes, is nested too deep, or invalid. */
export function readJson(bytes: Uint8Array, { name, maxBytes }: { name: string; maxBytes: number }): unknown {
  if (bytes.length > maxBytes) throw new RunFileError('run-file-json-size', { name, max: maxBytes });
  const text = strFromU8(bytes);
  if (depthOf(text) > MAX_DEPTH) throw new RunFileError('run-file-json-depth', { name, max: MAX_DEPTH });
  try {
    return JSON.parse(text);
  } catch {
    throw new RunFileError('run-file-json-invalid', { name });
  }
}

function depthOf(text: string): number {
  let [depth, deepest, isText] = [0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '"') isText = !isText;
    else if (isText && character === '\\') index++;
    else if (isText) continue;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth);
    else if (character === '}' || character === ']') depth--;
  }
  return deepest;
}
