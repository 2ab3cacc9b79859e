/** Tables as CSV, one row for each method with every number at full precision. */
import { OBJECTIVES, type Objective } from '../data/schema';
import { RANKINGS, type RankingName, SLICES } from './catalogue';
import type { Figure, LabRow } from './row';
import type { Estimate } from './statistics';
import type { LabTable } from './table';

type Value = string | number | undefined;
/** A column's name and its value in a row. */
type Entry = readonly [name: string, value: Value];

export function csvOf(tables: readonly LabTable[]): string {
  const records = tables.flatMap((table) => table.rows.map((row) => entriesOf(table, row)));
  const header = records[0]?.map(([name]) => name) ?? [];
  const lines = [header, ...records.map((record) => record.map(([, value]) => value))];
  return lines.map((line) => `${line.map(escaped).join(',')}\n`).join('');
}

function entriesOf({ dataset, log, reference }: LabTable, row: LabRow): Entry[] {
  const { measured } = row;
  return [
    ['dataset', dataset],
    ['method', row.label],
    ['reference', reference],
    ['seeds', row.seeds.join(' ')],
    ['K', log.k],
    ['alternative', measured?.alternative],
    ...forEachFigure((objective, ranking) =>
      figureEntries(`${objective} ${ranking}`, measured?.figures[ranking][objective]),
    ),
    ...OBJECTIVES.flatMap((objective) => [
      ...estimateEntries(`${objective} before recall`, measured?.before?.[objective]?.recall),
      ...estimateEntries(`${objective} before ndcg`, measured?.before?.[objective]?.ndcg),
    ]),
    ['parameters', measured?.parameters],
    ['vector width', measured?.vectorWidth],
    ['index bytes', measured?.indexBytes],
    ['gradient steps', measured?.steps],
    ...estimateEntries('training seconds', measured?.seconds),
    ...estimateEntries('retrieval µs', measured?.retrievalUs),
    ...estimateEntries('forgetting', measured?.forgetting),
    ...estimateEntries('hypervolume', measured?.hypervolume),
    ...forEachFigure((objective, ranking) =>
      SLICES.map((slice): Entry => {
        const recall = measured?.slices[ranking][objective]?.[slice]?.mean;
        return [`${objective} ${ranking} recall ${slice}`, recall];
      }),
    ),
    ['reasons', row.reasons.join('; ')],
  ];
}

/** Always all three objectives, so that datasets with two stand in the same columns. */
function forEachFigure(entries: (objective: Objective, ranking: RankingName) => Entry[]): Entry[] {
  return OBJECTIVES.flatMap((objective) => RANKINGS.flatMap((ranking) => entries(objective, ranking)));
}

function figureEntries(name: string, figure: Figure | undefined): Entry[] {
  return [
    ...estimateEntries(`${name} X`, figure?.expected),
    ...estimateEntries(`${name} recall`, figure?.recall),
    ...estimateEntries(`${name} ndcg`, figure?.ndcg),
    [`${name} low`, figure?.interval[0]],
    [`${name} high`, figure?.interval[1]],
    [`${name} difference`, figure?.against?.difference],
    [`${name} p`, figure?.against?.p],
  ];
}

const estimateEntries = (name: string, value: Estimate | undefined): Entry[] => [
  [name, value?.mean],
  [`${name} deviation`, value?.deviation],
];

/** Quoted where it holds a separator, a quote or a line's end; nothing for what is not there. */
function escaped(value: Value): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
