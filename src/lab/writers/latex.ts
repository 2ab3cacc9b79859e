/** Tables as LaTeX, for a paper: booktabs and plain symbols only. */
import type { LabTable } from '../table';
import { note, type SentenceOf } from './note';
import { type Grid, mainGrid, sliceGrid } from './textTable';

const SIGNS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '±': '$\\pm$',
  '−': '$-$',
  '×': '$\\times$',
  '▲': '$\\uparrow$',
  '▼': '$\\downarrow$',
  µ: '$\\mu$',
  '—': '--',
  '…': '\\dots{}',
};

/** Writes two tables for each dataset. They need \usepackage{booktabs}. */
export function latexOf(tables: readonly LabTable[], sentenceOf: SentenceOf): string {
  return tables
    .flatMap((table) => [
      floated(mainGrid(table, sentenceOf), table.dataset),
      floated(sliceGrid(table, sentenceOf), note(sentenceOf, 'slice-caption', { dataset: table.dataset })),
    ])
    .join('\n');
}

function floated(grid: Grid, title: string): string {
  return [
    '\\begin{table}',
    `\\caption{${escaped([`${title}.`, ...grid.notes].join(' '))}}`,
    gridAsLatex(grid),
    '\\end{table}',
    '',
  ].join('\n');
}

export function gridAsLatex({ header, rows }: Grid): string {
  const line = (cells: readonly string[]) => `${cells.map(escaped).join(' & ')} \\\\`;
  return [
    `\\begin{tabular}{l${'r'.repeat(header.length - 1)}}`,
    '\\toprule',
    line(header),
    '\\midrule',
    ...rows.map(line),
    '\\bottomrule',
    '\\end{tabular}',
  ].join('\n');
}

const escaped = (text: string): string =>
  [...text.replaceAll('\n', ' ')].map((sign) => SIGNS[sign] ?? sign).join('');
