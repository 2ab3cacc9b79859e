/** The files that a chooser offers and a folder is searched for: tables, packed or not. */
const ENDINGS = [
  ...['.csv', '.tsv', '.tab', '.txt', '.dat', '.data', '.inter', '.user', '.item'],
  ...['.json', '.jsonl', '.ndjson', '.parquet', '.pq', '.gz', '.zip'],
];

export const FILE_TYPES = [
  ...ENDINGS,
  ...['text/csv', 'text/plain', 'text/tab-separated-values', 'application/json'],
  ...['application/gzip', 'application/x-gzip', 'application/zip', 'application/vnd.apache.parquet'],
];

/** Returns whether a file is a table by its name; hidden files and descriptions of a data set are not. */
export function isTableName(name: string): boolean {
  if (/^[._]|^(readme|licen[cs]e|copying|changelog|notice)\b/i.test(name)) return false;
  return ENDINGS.some((ending) => name.toLowerCase().endsWith(ending));
}
