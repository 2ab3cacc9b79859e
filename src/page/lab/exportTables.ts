/** Tables of the lab as files, with the sentences of the catalogue. A writer is loaded at its first use. */
import type { LabTable } from '../../worker/protocol/lab';
import { sentenceOf } from '../messages/sentence';

export const LAB_FORMATS = ['csv', 'latex', 'markdown'] as const;
export type LabFormat = (typeof LAB_FORMATS)[number];

/** Writes the tables in a format. */
export async function exportTables(format: LabFormat, tables: readonly LabTable[]): Promise<string> {
  if (format === 'csv') return (await import('../../lab/writers/csv')).csvOf(tables, sentenceOf);
  if (format === 'latex') return (await import('../../lab/writers/latex')).latexOf(tables, sentenceOf);
  return (await import('../../lab/writers/markdown')).markdownOf(tables, sentenceOf);
}
