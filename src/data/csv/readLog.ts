/** Turns ordered rows into the log: features, notices, and the report on how the files were understood. */

import { buildLog } from '../log';
import { type InteractionLog, type Issue, OBJECTIVES } from '../schema';
import { type FeatureChoice, findFeatures } from './features/csvFeatures';
import type { FileReading } from './fileReadTypes';
import { csvReport } from './issues/csvReport';
import { byLine, CsvError } from './issues/issueList';
import { noticesOn } from './issues/notices';
import type { OrderedRows } from './rows/collectedRows';
import { isOneKindOfEvent, nameOfKind, oneKindIssue } from './rows/oneKind';
import { unreadTimes } from './rows/unreadTimes';
import type { Reading } from './startReading';
import type { CsvReport } from './understand/mappingTypes';

export interface ReadLog {
  log: InteractionLog;
  report: CsvReport;
}

/**
 * Throws CsvError where no row can be used, none is an exposure, none is clicked, or all are of one kind of event
 * and nobody has acknowledged that.
 */
export async function readLogOf(
  readings: readonly FileReading[],
  { rows: collected, recorded, ordered }: OrderedRows,
  reading: Reading,
): Promise<ReadLog> {
  const { mapping, collector, notices, name } = reading;
  const rowsRead = readings.reduce((sum, file) => sum + file.rows, 0);
  if (collected.depth.length === 0) throw new CsvError(noRows(reading, rowsRead));
  const isOneKind = isOneKindOfEvent(recorded);
  if (isOneKind && !mapping.acknowledge?.includes('one-objective')) {
    throw new CsvError([oneKindIssue(readings, reading)]);
  }
  const rows = isOneKind ? { ...collected, depth: new Uint8Array(collected.depth.length) } : collected;
  const choice = featureChoice(readings, reading);
  const found = findFeatures({ trackers: collector.trackers, ordered, rows: rows.depth.length, choice });
  const converts = rows.depth.includes(2);
  const objectives = isOneKind ? OBJECTIVES.slice(0, 1) : converts ? OBJECTIVES : OBJECTIVES.slice(0, 2);
  const notes = noticesOn({ ...reading, readings, objectives: objectives.length });
  for (const { count, ...issue } of notes) notices.add(issue, count);
  for (const warning of [...found.warnings, ...unreadTimes(readings, found.roles)]) notices.add(warning);
  const names = mapping.names ?? (isOneKind ? nameOfKind(reading) : undefined);
  const log = await buildLog({
    name,
    objectives,
    users: found.users,
    items: found.items,
    rows,
    rowsRead,
    warnings: notices.listed(),
    ...(names && { names }),
  });
  const apart = filesApart(readings, log, reading);
  for (const notice of apart) notices.add(notice);
  const warnings = [...log.warnings, ...apart]
    .map((warning) => ({ file: name, ...warning }))
    .toSorted(byLine)
    .slice(0, reading.maxListed);
  const merged = rows.depth.length - log.depth.length;
  return {
    log: { ...log, warnings },
    report: csvReport({ ...reading, readings, roles: found.roles, merged }),
  };
}

/** Files of which no pair that was clicked or converted is among the exposures: their ids may be written differently. */
function filesApart(
  readings: readonly FileReading[],
  { depth }: InteractionLog,
  { anomalies }: Reading,
): Issue[] {
  const count = depth.reduce((sum, reached) => sum + (reached > 0 ? 1 : 0), 0);
  const isApart = readings.length > 1 && readings.every(({ shape }) => shape === 'files');
  return isApart && count > 0 && anomalies.clickWithoutExposure === count
    ? [{ code: 'files-apart', values: { count } }]
    : [];
}

/** The features and titles that the mapping names, or the columns whose names sound like titles. */
function featureChoice(readings: readonly FileReading[], { mapping, sideTitles }: Reading): FeatureChoice {
  const named = (side: 'userFeatures' | 'itemFeatures') =>
    mapping[side] &&
    readings.flatMap(({ roles, layout }) => (roles[side] ?? []).map((column) => layout.names[column]!));
  const users = named('userFeatures');
  const items = named('itemFeatures');
  return {
    titles: [
      ...readings.flatMap(({ roles, layout }) =>
        roles.titles.map(({ column, ...side }) => ({ ...side, name: layout.names[column]! })),
      ),
      ...sideTitles,
    ],
    titleNamed: readings.some(({ roles }) => roles.titleNamed),
    named: { ...(users && { users }), ...(items && { items }) },
    mapping,
  };
}

function noRows({ name: file, issues }: Reading, rows: number): Issue[] {
  if (rows === 0) return [{ file, line: 1, code: 'no-rows' }];
  const [first] = issues.listed();
  if (first) return [{ file, code: 'no-usable-rows', values: { rows } }, first];
  return [{ file, code: 'no-exposures', values: { rows } }];
}
