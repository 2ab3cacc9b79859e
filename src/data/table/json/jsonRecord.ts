/** Parses one record of JSON, as logs write it. */

/** A string, or digits of a whole number that a JavaScript number would round. */
const STRING_OR_LONG = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
/** A string, or what Python writes for numbers that JSON has not. */
const STRING_OR_NAN = /"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g;

const isString = (token: string): boolean => token.startsWith('"');

/** Returns the record's value, with whole numbers of sixteen digits and more as strings; undefined for no JSON. */
export function parseRecord(text: string): unknown {
  const exact = /\d{16}/.test(text)
    ? text.replace(STRING_OR_LONG, (token) => (isString(token) ? token : `"${token}"`))
    : text;
  try {
    return JSON.parse(exact);
  } catch {
    return parseLoosely(exact);
  }
}

function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text.replace(STRING_OR_NAN, (token) => (isString(token) ? token : 'null')));
  } catch {
    return undefined;
  }
}
