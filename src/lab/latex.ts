/** Tables as LaTeX, for a paper: booktabs and plain symbols only. */
import { type Grid, mainGrid, sliceGrid } from './layout';
import type { LabTable } from './table';

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

/** Two tables for each dataset. Needs \usepackage{booktabs}. */
export function latexOf(tables: readonly LabTable[]): string {
  return tables
    .flatMap((table) => [
      floated(mainGrid(table), table.dataset),
      floated(sliceGrid(table), `${table.dataset}: slices`),
    ])
    .join('\n');
}

function floated(grid: Grid, title: string): string {
  return [
    '\\begin{table}',
    `\\caption{${escaped([title, ...grid.notes].join('. '))}}`,
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
