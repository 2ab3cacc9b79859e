/** Tables as Markdown. */
import { type Grid, mainGrid, sliceGrid } from './layout';
import { short, whole } from './numbers';
import { sentencesOf } from './shortfalls';
import type { LabTable } from './table';

/** For each dataset: what it is, the table, the slices, and where CSMF does not win. */
export function markdownOf(tables: readonly LabTable[]): string {
  return tables.map(section).join('\n');
}

function section(table: LabTable): string {
  const { dataset, log, verdicts } = table;
  const counts =
    `${whole(log.users)} users, ${whole(log.items)} items, ${whole(log.exposures)} exposures, ` +
    `K = ${log.k}. Training everything once, one after the other: ${short(minutesOf(table))} min.`;
  return [
    `## ${dataset}\n`,
    `${counts}\n`,
    gridAsMarkdown(mainGrid(table)),
    '### Slices\n',
    gridAsMarkdown(sliceGrid(table)),
    ...(verdicts.length > 0 ? ['### Where CSMF does not win\n', `${verdictLines(table)}\n`] : []),
  ].join('\n');
}

/** Of training all rows with one seed. */
const minutesOf = ({ rows }: LabTable): number =>
  rows.reduce((sum, { measured }) => sum + (measured?.seconds.mean ?? 0), 0) / 60;

const verdictLines = ({ verdicts, log }: LabTable): string =>
  sentencesOf(verdicts, log)
    .map((sentence) => `- ${sentence}`)
    .join('\n');

function gridAsMarkdown({ header, rows, notes }: Grid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const lines = [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)];
  return `${lines.join('\n')}\n\n${notes.map((note) => `${note}\n`).join('\n')}`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
