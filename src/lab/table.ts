/** The results of an experiment on one dataset: a row for each method, its comparisons, and where CSMF loses. */
import type { Coded } from '../coded';
import { OBJECTIVES } from '../data/schema';
import { type Comparison, compare, comparisonOf, type UserFigures } from './comparisons';
import { engineNotes } from './engineNotes';
import { type DatasetRequest, isUploadedLog, type LabSpec, type MethodVariant, nameOf } from './experiment';
import { isBaseline, RANKINGS, type RankingName, SUBJECTS } from './labCatalogue';
import type { LogFacts, TrialOutcome } from './result';
import { type LabRow, labRow, measuredOf } from './row';
import { secondStages } from './secondStage';
import { type SubjectShortfalls, shortfallsOf } from './shortfalls';

export interface LabTable {
  dataset: string;
  log: LogFacts;
  reference: string;
  rows: LabRow[];
  comparisons: Comparison[];
  /** Which engines trained, where there is more than one. */
  engineNotes: Coded[];
  /** What reordering changed. */
  secondStages: Coded[];
  /** Where CSMF and CSMF+ lose. */
  shortfalls: SubjectShortfalls[];
}

/**
 * Returns the table of every dataset of which at least one trial was measured, from the outcomes so far. The same
 * outcomes give the same tables. Yields every 30 ms; rejects with the signal's reason once aborted.
 */
export async function labTables(
  spec: LabSpec,
  outcomes: readonly TrialOutcome[],
  signal?: AbortSignal,
): Promise<LabTable[]> {
  const tables: LabTable[] = [];
  for (const dataset of spec.datasets) {
    const ofDataset = outcomes.filter(({ trial }) => nameOf(trial.dataset) === nameOf(dataset));
    const log = ofDataset.flatMap((outcome) => measuredOf(outcome)?.log ?? [])[0];
    if (log)
      tables.push(await tableOf({ spec, dataset, outcomes: ofDataset, log, ...(signal && { signal }) }));
  }
  return tables;
}

interface TableOptions {
  spec: LabSpec;
  dataset: DatasetRequest;
  outcomes: readonly TrialOutcome[];
  log: LogFacts;
  signal?: AbortSignal;
}

async function tableOf({ spec, dataset, outcomes, log, signal }: TableOptions): Promise<LabTable> {
  const { methods, reference, seeds } = spec;
  const sameUsers = isUploadedLog(dataset);
  const figures = new Map(
    methods.map(({ label }) => [label, userFigures(outcomesOf(label, outcomes), seeds)]),
  );
  const comparisons = await compare({
    figures,
    pairs: pairsOf(methods, reference),
    sameUsers,
    ...(signal && { signal }),
  });
  const rows = methods.map((variant) => {
    const row = labRow(variant, outcomesOf(variant.label, outcomes), sameUsers);
    for (const ranking of RANKINGS) {
      for (const objective of log.objectives) {
        const figure = row.measured?.figures[ranking][objective];
        const wanted = { left: row.label, right: reference, objective, ranking };
        const against = comparisonOf(comparisons, wanted);
        if (figure && against) figure.against = against;
      }
    }
    return row;
  });
  const table = { dataset: nameInTable(dataset, log), log, reference, rows, comparisons };
  return {
    ...table,
    engineNotes: engineNotes(rows),
    secondStages: secondStages(rows, log),
    shortfalls: shortfallsOf(table),
  };
}

const nameInTable = (dataset: DatasetRequest, log: LogFacts): string =>
  isUploadedLog(dataset) ? log.name : nameOf(dataset);

const outcomesOf = (label: string, outcomes: readonly TrialOutcome[]): TrialOutcome[] =>
  outcomes.filter(({ trial }) => trial.variant.label === label);

/** Pairs every method with the reference, and CSMF and CSMF+ with every baseline. */
function pairsOf(methods: readonly MethodVariant[], reference: string): [string, string][] {
  const pairs = methods.map(({ label }): [string, string] => [label, reference]);
  for (const subject of SUBJECTS) {
    if (!methods.some(({ label }) => label === subject)) continue;
    pairs.push(...methods.filter(isBaseline).map(({ label }): [string, string] => [label, subject]));
  }
  const seen = new Set<string>();
  return pairs.filter(([left, right]) => {
    const key = [left, right].sort().join('|');
    const isNew = left !== right && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** Returns the figures as [seed][user]; a seed that is not measured is an empty list. */
function userFigures(outcomes: readonly TrialOutcome[], seeds: readonly number[]): UserFigures {
  const bySeed = seeds.map((seed) =>
    outcomes.flatMap((outcome) => (outcome.trial.seed === seed ? (measuredOf(outcome) ?? []) : [])).at(0),
  );
  const of = (ranking: RankingName) =>
    Object.fromEntries(
      OBJECTIVES.map((name) => [name, bySeed.map((result) => result?.figures[ranking][name] ?? [])]),
    );
  return { own: of('own'), best: of('best') };
}
