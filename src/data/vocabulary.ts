/** Texts stored once, and numbers in arrays that grow: what a long file is held in while it is read. */

/** V8 lets longer substrings point into the text they were cut from, which would then never be freed. */
const MAX_COPIED_LENGTH = 12;

/** Returns the same text, detached from the longer text that it was cut from. */
export function detachedText(text: string): string {
  return text.length > MAX_COPIED_LENGTH ? ` ${text}`.slice(1) : text;
}

export interface Vocabulary {
  /** Returns the text's number; a new text gets the next one. */
  codeOf(text: string): number;
  /** The texts in the order of their numbers. */
  readonly texts: string[];
}

export function createVocabulary(): Vocabulary {
  const codes = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    codeOf(text) {
      const known = codes.get(text);
      if (known !== undefined) return known;
      const detached = detachedText(text);
      codes.set(detached, texts.length);
      return texts.push(detached) - 1;
    },
  };
}

type NumberArray = Int32Array | Uint8Array | Float64Array;

export interface GrowingArray<T extends NumberArray> {
  push(value: number): void;
  readonly length: number;
  /** Returns what was pushed, without a copy: later pushes may write elsewhere. */
  values(): T;
}

/** Creates an array that doubles when it is full. */
export function createGrowingArray<T extends NumberArray>(create: (length: number) => T): GrowingArray<T> {
  let array = create(1 << 12);
  let length = 0;
  return {
    push(value) {
      if (length === array.length) {
        const larger = create(2 * length);
        larger.set(array);
        array = larger;
      }
      array[length++] = value;
    },
    get length() {
      return length;
    },
    values: () => array.subarray(0, length) as T,
  };
}
