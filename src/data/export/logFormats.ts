/** The formats in which a loaded log can be saved. */

export const LOG_FORMATS = ['csv', 'parquet', 'recbole'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** Endings of the saved files; RecBole's three files lie in one zip. */
export const FILE_ENDINGS = {
  csv: '.csv',
  parquet: '.parquet',
  recbole: '.zip',
} as const satisfies Record<LogFormat, string>;

/** Endings of files that logs come from: they give way to that of the saved file. */
const SOURCE_ENDINGS = /(\.(csv|tsv|txt|dat|data|jsonl?|ndjson|parquet|inter|zip|gz))+$/i;

/** Returns the log's name without the ending of the file that it came from. */
export const baseName = (name: string): string => name.replace(SOURCE_ENDINGS, '') || 'log';
