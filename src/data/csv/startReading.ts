/** What all files of one reading share: the checked mapping, the collected rows, the issues found so far. */

import { OBJECTIVES, type Objective } from '../schema';
import { limitsOf, tooMany } from '../table/limits';
import type { NamedTitle } from './features/csvFeatures';
import { CsvError, createIssueList, type IssueList, MAX_LISTED } from './issues/issueList';
import type { CsvOptions } from './readCsv';
import { type Collector, createCollector } from './rows/collector';
import { type Anomalies, noAnomalies, type OutcomeOptions } from './rows/rowOutcome';
import { checkedMapping } from './understand/mappingSchema';
import type { ColumnMapping, LogFile } from './understand/mappingTypes';

export interface NamedFile extends LogFile {
  name: string;
}

/** The objective of a file whose rows are all its events; undefined for a log or a table beside it. */
export function objectiveOf({ objective }: LogFile): Objective | undefined {
  return OBJECTIVES.find((name) => name === objective);
}

export interface Reading {
  readonly files: readonly NamedFile[];
  /** All names of the files together. */
  readonly name: string;
  readonly mapping: Partial<ColumnMapping>;
  readonly maxListed: number;
  readonly issues: IssueList;
  readonly notices: IssueList;
  readonly anomalies: Anomalies;
  readonly collector: Collector;
  /** Values of the event column, by the objective they mean. */
  readonly events: OutcomeOptions['events'];
  /** Columns of the tables beside the log that hold titles. */
  readonly sideTitles: NamedTitle[];
}

/** Throws CsvError for a mapping that cannot be used (`bad-mapping`) and without any file (`no-files`). */
export function startReading(options: CsvOptions): Reading {
  const files = filesOf(options);
  const name = files.map((file) => file.name).join(' + ');
  const { mapping, issues: faults } = checkedMapping(options.mapping);
  const maxListed = options.maxListed ?? MAX_LISTED;
  const issues = createIssueList(name, maxListed);
  for (const fault of faults) issues.add(fault);
  if (files.length === 0) issues.add({ code: 'no-files' });
  issues.throwIfAny();
  const collector = createCollector(limitsOf(mapping), (what, limit) => {
    // How far beyond the limit the rest would go is not known: half as many users, next.
    throw new CsvError([tooMany(name, what, { limit, fitting: (mapping.sample?.share ?? 1) / 2 })]);
  });
  return {
    files,
    name,
    mapping,
    maxListed,
    issues,
    notices: createIssueList(name, maxListed),
    anomalies: noAnomalies(),
    collector,
    events: { exposure: new Set(), click: new Set(), conversion: new Set() },
    sideTitles: [],
  };
}

function filesOf({ source, fileName }: CsvOptions): NamedFile[] {
  const files: readonly LogFile[] =
    typeof source === 'string' || source instanceof Blob
      ? [{ source, objective: 'log', ...(fileName !== undefined && { name: fileName }) }]
      : source;
  return files.map((file) => ({
    ...file,
    name: file.name ?? (file.source instanceof File ? file.source.name : 'log.csv'),
  }));
}
