/** A person's own log, from separated text to what the rest of the house reads. Nothing is sent anywhere. */

import { buildLog } from '../log';
import { type InteractionLog, type Issue, OBJECTIVES } from '../schema';
import { readFile } from './csvFile';
import { type FeatureChoice, findFeatures } from './features/csvFeatures';
import type { FileReading } from './fileReadTypes';
import { reportOf } from './issues/csvReport';
import { byLine, CsvError, createIssueList, MOST_LISTED } from './issues/issueList';
import { noticesOn } from './issues/notices';
import { orderRows } from './rows/collectedRows';
import { createCollector } from './rows/collector';
import { noAnomalies, type OutcomeOptions } from './rows/rowOutcome';
import { createUserSampler } from './rows/userSampler';
import { limitsOf, tooMany } from './source/limits';
import { NotUtf8 } from './source/textSource';
import { checkedMapping } from './understand/mappingSchema';
import type { ColumnMapping, CsvReport, Encoding, LogFile } from './understand/mappingTypes';

export interface CsvOptions {
  /** Text, a file, or one file for each objective, joined on user and item. */
  readonly source: string | Blob | readonly LogFile[];
  readonly fileName?: string | undefined;
  readonly mapping?: Partial<ColumnMapping> | undefined;
  /** Faults, or remarks, that are listed; all are counted. 100 unless it is said. */
  readonly mostListed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Bytes read (characters of a text), of how many, over all files. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface ReadLog {
  log: InteractionLog;
  report: CsvReport;
}

/**
 * The log in a text or file, and how it was understood. Encoding, separator, shape, roles and features
 * are guessed; what `mapping` says goes before any guess.
 * Throws CsvError with every fault found, in three waves: the mapping and header, the rows, the log;
 * rejects with the signal's reason when aborted.
 */
export async function readCsv(options: CsvOptions): Promise<ReadLog> {
  const encodings = new Map<LogFile, Encoding>();
  const files = filesOf(options);
  for (;;) {
    try {
      return await readOnce(files, options, encodings);
    } catch (error) {
      if (!(error instanceof Misread)) throw error;
      encodings.set(error.file, 'windows-1252');
    }
  }
}

/** Began as ASCII and is not UTF-8: to be read again from the start. */
class Misread extends Error {
  constructor(readonly file: LogFile) {
    super();
  }
}

type NamedFile = LogFile & { name: string };

function filesOf({ source, fileName }: CsvOptions): NamedFile[] {
  const files: readonly LogFile[] =
    typeof source === 'string' || source instanceof Blob
      ? [{ source, objective: 'exposure', ...(fileName !== undefined && { name: fileName }) }]
      : source;
  return files.map((file) => ({
    ...file,
    name: file.name ?? (file.source instanceof File ? file.source.name : 'log.csv'),
  }));
}

/** What all files of one reading share. */
function startReading(files: readonly NamedFile[], options: CsvOptions) {
  const name = files.map((file) => file.name).join(' + ');
  const { mapping, issues: faults } = checkedMapping(options.mapping);
  const mostListed = options.mostListed ?? MOST_LISTED;
  const issues = createIssueList(name, mostListed);
  for (const fault of faults) issues.add(fault);
  if (files.length === 0) issues.add(noFiles());
  issues.throwIfAny();
  const collector = createCollector(limitsOf(mapping), (what, limit) => {
    // How far beyond the limit the rest would go is not known: half as many users, next.
    throw new CsvError([tooMany(name, what, { limit, fitting: (mapping.sample?.share ?? 1) / 2 })]);
  });
  const events: OutcomeOptions['events'] = { exposure: new Set(), click: new Set(), conversion: new Set() };
  const surprises = noAnomalies();
  const remarks = createIssueList(name, mostListed);
  return { name, mapping, mostListed, issues, remarks, collector, events, surprises };
}

type Reading = ReturnType<typeof startReading>;

async function readOnce(
  files: readonly NamedFile[],
  options: CsvOptions,
  encodings: ReadonlyMap<LogFile, Encoding>,
): Promise<ReadLog> {
  const shared = startReading(files, options);
  const { sample } = shared.mapping;
  const keepsUser = createUserSampler(sample?.share ?? 1, sample?.seed);
  const progress = progressOver(files, options.onProgress);
  const readings: FileReading[] = [];
  for (const [place, file] of files.entries()) {
    const own = checkedMapping(file.mapping);
    for (const fault of own.issues) shared.issues.add({ file: file.name, ...fault });
    const reading = readFile({
      ...shared,
      file,
      several: Array.isArray(options.source),
      mapping: { ...shared.mapping, ...own.mapping },
      keepsUser,
      encoding: encodings.get(file),
      signal: options.signal,
      onProgress: (done) => progress(place, done),
    });
    readings.push(
      await reading.catch((error: unknown) => {
        throw error instanceof NotUtf8 ? new Misread(file) : error;
      }),
    );
  }
  if (shared.mapping.badRows !== 'skip') shared.issues.throwIfAny();
  return finish(readings, shared);
}

/** From collected rows to the log: gaps closed, ids and features in order, remarks made. */
async function finish(readings: FileReading[], shared: Reading): Promise<ReadLog> {
  const { mapping, collector, remarks, issues, name, mostListed } = shared;
  const { rows, ordered } = orderRows(readings, shared);
  const rowsRead = readings.reduce((sum, reading) => sum + reading.rows, 0);
  if (rows.depth.length === 0) throw new CsvError([noRows(name, rowsRead, issues.listed())]);
  if (rows.depth.every((depth) => depth === 0)) throw new CsvError([noClicks(readings[0]!)]);
  const choice = featureChoice(readings, mapping);
  const found = findFeatures({ trackers: collector.trackers, ordered, rows: rows.depth.length, choice });
  const converts = rows.depth.includes(2);
  for (const { count, ...issue } of noticesOn({ ...shared, readings, converts })) remarks.add(issue, count);
  for (const warning of found.warnings) remarks.add(warning);
  const log = await buildLog({
    name,
    objectives: converts ? OBJECTIVES : OBJECTIVES.slice(0, 2),
    users: found.users,
    items: found.items,
    rows,
    rowsRead,
    warnings: remarks.listed(),
    ...(mapping.names && { names: mapping.names }),
  });
  const warnings = log.warnings
    .map((warning) => ({ file: name, ...warning }))
    .toSorted(byLine)
    .slice(0, mostListed);
  const report = reportOf({
    ...shared,
    readings,
    roles: found.roles,
    merged: rows.depth.length - log.depth.length,
  });
  return { log: { ...log, warnings }, report };
}

function featureChoice(readings: readonly FileReading[], mapping: Partial<ColumnMapping>): FeatureChoice {
  const named = (side: 'userFeatures' | 'itemFeatures') =>
    mapping[side] &&
    readings.flatMap(({ roles, layout }) => (roles[side] ?? []).map((c) => layout.names[c]!));
  const users = named('userFeatures');
  const items = named('itemFeatures');
  return {
    titles: readings.flatMap(({ roles, layout }) =>
      roles.titles.map(({ column, ...side }) => ({ ...side, name: layout.names[column]! })),
    ),
    titleNamed: readings.some(({ roles }) => roles.titleNamed),
    named: { ...(users && { users }), ...(items && { items }) },
    mapping,
  };
}

/** One progress over all files, each as large as it is on disk. */
function progressOver(files: readonly LogFile[], onProgress: CsvOptions['onProgress']) {
  const sizes = files.map(({ source }) => (typeof source === 'string' ? source.length : source.size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return (file: number, done: number) => {
    const before = sizes.slice(0, file).reduce((sum, size) => sum + size, 0);
    onProgress?.(before + done, total);
  };
}

function noFiles(): Issue {
  return {
    code: 'no-files',
    message: 'No file was given. Choose one for exposures and one for clicks at least.',
  };
}

function noRows(file: string, rows: number, skipped: readonly Issue[]): Issue {
  if (rows > 0 && skipped.length > 0) {
    const message = `None of the ${rows} rows can be used. The first problem: ${skipped[0]!.message}`;
    return { file, code: 'no-rows', message };
  }
  return rows === 0
    ? {
        file,
        line: 1,
        code: 'no-rows',
        message: 'There is nothing below the header. Add a row for each exposure.',
      }
    : {
        file,
        code: 'no-exposures',
        message:
          `None of the ${rows} rows is an exposure: all their flags are 0. ` +
          'Set the exposure flag of what was shown to 1, or leave that column out if every row was shown.',
      };
}

function noClicks({ name, roles, layout }: FileReading): Issue {
  const { click, event, rating } = roles.single;
  const column = click ?? event ?? rating;
  const message =
    'Nobody ever clicks in this log, so there is nothing to learn beyond exposure. Check that this is the right column.';
  return {
    file: name,
    ...(column !== undefined && { column: layout.names[column]! }),
    code: 'no-clicks',
    message,
  };
}
