/** What a person should know of how their file was understood, though nothing is wrong with it. */

import type { Issue } from '../../schema';
import type { FileReading } from '../fileReadTypes';
import type { Anomalies } from '../rows/rowOutcome';
import type { ColumnMapping } from '../understand/mappingTypes';
import { cellNotices, countNotices, outlyingRating } from './cellNotices';
import { excerpt } from './excerpt';
import { totalOf } from './issueCounts';
import type { IssueList } from './issueList';

/** `count`: the number of cases that the notice stands for. */
export type Notice = Issue & { count?: number };

interface NoticeOptions {
  readonly readings: readonly FileReading[];
  readonly mapping: Partial<ColumnMapping>;
  readonly anomalies: Anomalies;
  /** Faults of rows that were skipped. */
  readonly issues: IssueList;
  /** Number of the log's objectives. */
  readonly objectives: number;
}

export function noticesOn(options: NoticeOptions): Notice[] {
  const { readings, mapping, anomalies, issues, objectives } = options;
  const { sample } = mapping;
  return [
    ...(objectives === 1 ? [{ code: 'one-objective-read' }] : []),
    ...(objectives === 2 ? [noConversions(readings[0]!)] : []),
    ...anomalyNotices(anomalies),
    ...otherEvents(anomalies.otherEvents),
    ...countNotices(anomalies),
    ...outlyingRating(anomalies),
    ...readings.flatMap(fileNotices),
    ...(sample && sample.share < 1
      ? [{ code: 'users-sampled', values: { share: sample.share, seed: sample.seed ?? 0 } }]
      : []),
    ...skippedRows(issues),
  ];
}

function noConversions({ roles, shape }: FileReading): Notice {
  const isRecorded = shape !== 'flags' || roles.single.conversion !== undefined;
  return { code: 'no-conversions', values: { column: isRecorded ? 'empty' : 'none' } };
}

function anomalyNotices(anomalies: Anomalies): Notice[] {
  const counts = [
    ['not-exposed', anomalies.notExposed],
    ['click-without-exposure', anomalies.clickWithoutExposure],
    ['conversion-without-click', anomalies.conversionWithoutClick],
  ] as const;
  return counts.filter(([, count]) => count > 0).map(([code, count]) => ({ code, count, values: { count } }));
}

function otherEvents(rowsOfEvent: ReadonlyMap<string, number>): Notice[] {
  if (rowsOfEvent.size === 0) return [];
  const frequent = [...rowsOfEvent].sort((a, b) => b[1] - a[1]).slice(0, 5);
  const count = [...rowsOfEvent.values()].reduce((sum, rows) => sum + rows, 0);
  const events = frequent.map(([event, rows]) => `“${excerpt(event)}” (${rows})`).join(', ');
  return [
    { code: 'other-events', count, values: { count, events, more: rowsOfEvent.size - frequent.length } },
  ];
}

function fileNotices(reading: FileReading): Notice[] {
  const { name, format, layout } = reading;
  const notices: Notice[] = [];
  const encoding = format.kind === 'parquet' ? undefined : format.encoding;
  if (layout.indexColumn !== undefined) {
    notices.push({ column: layout.names[layout.indexColumn]!, code: 'index-column' });
  }
  notices.push(...cellNotices(reading));
  if (encoding && encoding.encoding !== 'utf-8') {
    const values = { encoding: encoding.encoding, reason: encoding.reason };
    notices.push({ code: 'encoding-guessed', values });
  }
  return notices.map((notice) => ({ file: name, ...notice }));
}

/** Rows that could not be read and were skipped because the mapping says so. */
function skippedRows(issues: IssueList): Notice[] {
  const counts = issues.counts();
  const total = totalOf(counts);
  if (total === 0) return [];
  return [
    { code: 'rows-skipped', count: total, values: { rows: total } },
    ...issues.listed().map((issue) => ({ ...issue, count: 0 })),
  ];
}
