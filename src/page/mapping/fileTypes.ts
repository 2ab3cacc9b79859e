/** The files that a chooser offers: separated text, packed or not. */
export const FILE_TYPES = [
  ...['.csv', '.tsv', '.txt', '.inter', '.dat', '.gz'],
  ...['text/csv', 'text/plain', 'text/tab-separated-values', 'application/gzip', 'application/x-gzip'],
];
