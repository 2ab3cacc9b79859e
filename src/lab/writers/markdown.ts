/** Tables as Markdown. */
import type { LogFacts } from '../result';
import type { Leader } from '../shortfalls';
import type { LabTable } from '../table';
import { note, type SentenceOf } from './note';
import { decimal, integer, percent, short } from './numbers';
import { type Grid, mainGrid, sliceGrid } from './textTable';

/** Writes for each dataset what it is, the table, the slices, and where CSMF does not win. */
export function markdownOf(tables: readonly LabTable[], sentenceOf: SentenceOf): string {
  return tables.map((table) => section(table, sentenceOf)).join('\n');
}

function section(table: LabTable, sentenceOf: SentenceOf): string {
  const { dataset, log, shortfalls } = table;
  const facts = note(sentenceOf, 'log-facts', {
    users: integer(log.users),
    items: integer(log.items),
    exposures: integer(log.exposures),
    k: log.k,
    minutes: short(minutesOf(table)),
  });
  const lines = shortfallSentences(table, sentenceOf).map((sentence) => `- ${sentence}\n`);
  return [
    `## ${dataset}\n`,
    `${facts}\n`,
    gridAsMarkdown(mainGrid(table, sentenceOf)),
    `### ${note(sentenceOf, 'slices-title')}\n`,
    gridAsMarkdown(sliceGrid(table, sentenceOf)),
    ...(shortfalls.length > 0 ? [`### ${note(sentenceOf, 'shortfalls-title')}\n`, lines.join('')] : []),
  ].join('\n');
}

/** Returns the minutes of training all rows with one seed. */
const minutesOf = ({ rows }: LabTable): number =>
  rows.reduce((sum, { measured }) => sum + (measured?.seconds.mean ?? 0), 0) / 60;

/** Writes a sentence for each CSMF, objective and ranking, which names every baseline that leads. */
export function shortfallSentences(
  { shortfalls, log }: Pick<LabTable, 'shortfalls' | 'log'>,
  sentenceOf: SentenceOf,
): string[] {
  return shortfalls.flatMap(({ subject: method, shortfalls }) =>
    shortfalls.length === 0
      ? [note(sentenceOf, 'no-shortfall', { method })]
      : shortfalls.map(({ objective, ranking, mean, leaders }) => {
          const list = leaders.map((leader) => leaderPhrase(leader, mean, sentenceOf)).join('; ');
          const values = { ...figureOf(log), objective, ranking, method, mean: decimal(mean), leaders: list };
          return note(sentenceOf, 'shortfall', values);
        }),
  );
}

const figureOf = ({ figure, k }: LogFacts) => ({ figure, k });

function leaderPhrase(leader: Leader, mean: number, sentenceOf: SentenceOf): string {
  return note(sentenceOf, 'leader', {
    method: leader.label,
    mean: decimal(leader.mean),
    gain: mean > 0 ? percent(leader.mean / mean - 1) : 'none',
    significance: String(leader.significance),
    size: leader.size?.toFixed(1) ?? 'none',
  });
}

function gridAsMarkdown({ header, rows, notes }: Grid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  const lines = [line(header), `|${header.map(() => '---').join('|')}|`, ...rows.map(line)];
  return `${lines.join('\n')}\n\n${notes.map((note) => `${note}\n`).join('\n')}`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
