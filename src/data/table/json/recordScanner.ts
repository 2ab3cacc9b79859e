/** Splits JSON text into its records, a piece at a time, so that no more than one of them is ever parsed. */

import { CsvError } from '../../csv/issues/issueList';

/**
 * How records lie in the text. `lines`: one in each line; `values`: one after another, over any number of lines;
 * `array`: the elements of one array.
 */
export type RecordForm = 'lines' | 'values' | 'array';

/** `text`: a record, whole or cut off by the text’s end. */
export type TakeRecord = (text: string, line: number) => void;

interface RecordScanner {
  push(text: string): void;
  end(): void;
}

/** Characters of a record beyond which it is no row of a log, nor a session of one. */
const MAX_RECORD = 1 << 26;

export function createRecordScanner(form: RecordForm, file: string, take: TakeRecord): RecordScanner {
  return form === 'lines' ? createLineScanner(file, take) : createValueScanner(form, file, take);
}

function createLineScanner(file: string, take: TakeRecord): RecordScanner {
  let rest = '';
  let line = 1;
  const takeLine = (text: string) => {
    if (text.trim() !== '') take(text, line);
    line++;
  };
  return {
    push(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      checkLength(rest.length, file, line);
      for (const whole of lines) takeLine(whole);
    },
    end: () => takeLine(rest),
  };
}

const [QUOTE, BACKSLASH, LINE_END] = [34, 92, 10];
const OPENING = new Set([91, 123]);
const CLOSING = new Set([93, 125]);

/** Follows brackets and strings: a record is what opens and closes at the level of the records. */
function createValueScanner(form: 'values' | 'array', file: string, take: TakeRecord): RecordScanner {
  const level = form === 'array' ? 1 : 0;
  /** `at`: what is passed; `start`: where the record begins, −1 between records. */
  const place = { at: 0, start: -1, depth: 0, inString: false, line: 1, recordLine: 1 };
  let text = '';

  function open(): void {
    if (place.depth++ !== level) return;
    place.start = place.at;
    place.recordLine = place.line;
  }

  function close(): void {
    place.depth = Math.max(0, place.depth - 1);
    if (place.depth !== level || place.start < 0) return;
    take(text.slice(place.start, place.at + 1), place.recordLine);
    place.start = -1;
  }

  function scan(): void {
    while (place.at < text.length) {
      if (place.inString) {
        passString(text, place);
        continue;
      }
      const code = text.charCodeAt(place.at);
      if (code === QUOTE) place.inString = true;
      else if (OPENING.has(code)) open();
      else if (CLOSING.has(code)) close();
      else if (code === LINE_END) place.line++;
      place.at++;
    }
  }

  return {
    push(piece) {
      // What was passed between records is not needed any more.
      const from = place.start < 0 ? Math.min(place.at, text.length) : place.start;
      text = text.slice(from) + piece;
      place.at -= from;
      if (place.start >= 0) place.start = 0;
      scan();
      if (place.start >= 0) checkLength(text.length - place.start, file, place.recordLine);
    },
    end() {
      if (place.start >= 0) take(text.slice(place.start), place.recordLine);
      // The array is not closed: the file is cut off.
      else if (place.depth > 0) take('', place.line);
    },
  };
}

/** Passes a string, of which the quote was passed, or as much of it as the text holds. */
function passString(text: string, place: { at: number; inString: boolean }): void {
  while (place.inString && place.at < text.length) {
    const code = text.charCodeAt(place.at);
    if (code === QUOTE) place.inString = false;
    place.at += code === BACKSLASH ? 2 : 1;
  }
}

function checkLength(length: number, file: string, line: number): void {
  if (length <= MAX_RECORD) return;
  throw new CsvError([{ file, line, code: 'json-record-too-long', values: { megabytes: MAX_RECORD >> 20 } }]);
}
