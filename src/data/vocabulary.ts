/** Texts kept once, and numbers in arrays that grow: what a long file is held in while it is read. */

/** V8 lets longer substrings point into the text they were cut from, which would then never be freed. */
const LONGEST_COPIED = 12;

/** The same text, holding on to nothing else. */
export function ownText(text: string): string {
  return text.length > LONGEST_COPIED ? ` ${text}`.slice(1) : text;
}

export interface Vocabulary {
  /** The text's number; a new text gets the next. */
  codeOf(text: string): number;
  /** In the order of their numbers. */
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
      const own = ownText(text);
      codes.set(own, texts.length);
      return texts.push(own) - 1;
    },
  };
}

type NumberArray = Int32Array | Uint8Array | Float64Array;

export interface Growing<T extends NumberArray> {
  push(value: number): void;
  readonly length: number;
  /** What was pushed, without a copy: later pushes may write elsewhere. */
  taken(): T;
}

/** An array that doubles when it is full. */
export function growing<T extends NumberArray>(create: (length: number) => T): Growing<T> {
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
    taken: () => array.subarray(0, length) as T,
  };
}
