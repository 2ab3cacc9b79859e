/** Tables as CSV, one row for each method with every number at full precision. */
import Papa from 'papaparse';
import { OBJECTIVES, type Objective } from '../../data/schema';
import { RANKINGS, type RankingName, SLICES } from '../labCatalogue';
import type { Figure, LabRow } from '../row';
import type { Estimate } from '../statistics';
import type { LabTable } from '../table';
import type { SentenceOf } from './note';

type Value = string | number | undefined;
/** A column's name and its value in one row. */
type Entry = readonly [name: string, value: Value];

/** Writes all datasets into one file. */
export function csvOf(tables: readonly LabTable[], sentenceOf: SentenceOf): string {
  const records = tables.flatMap((table) => table.rows.map((row) => entriesOf(table, row, sentenceOf)));
  const header = records[0]?.map(([name]) => name) ?? [];
  const lines = [header, ...records.map((record) => record.map(([, value]) => value))];
  return `${Papa.unparse(lines, { newline: '\n' })}\n`;
}

function entriesOf({ dataset, log, reference }: LabTable, row: LabRow, sentenceOf: SentenceOf): Entry[] {
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
    ...estimateEntries('training FLOP', measured?.flops),
    ['engine', measured?.engines.join(' ')],
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
    ['reasons', row.reasons.map((reason) => sentenceOf('error', reason)).join('; ')],
  ];
}

/** Calls `entries` for all three objectives, so that datasets with two have the same columns. */
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
