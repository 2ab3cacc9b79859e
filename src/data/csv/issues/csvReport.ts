/** How a file was understood, for the person to see and for a mapping to repeat. */

import { flatFormat } from '../../table/flatFormat';
import type { FileReading } from '../fileReadTypes';
import type { Collector } from '../rows/collector';
import type { OutcomeOptions } from '../rows/rowOutcome';
import type { ColumnRole, CsvReport } from '../understand/mappingTypes';
import type { IssueList } from './issueList';

interface ReportOptions {
  readonly readings: readonly FileReading[];
  readonly collector: Collector;
  readonly events: OutcomeOptions['events'];
  readonly notices: IssueList;
  /** Faults of rows that were left out; none where the file would have been refused. */
  readonly issues: IssueList;
  /** Roles of the columns that are features, titles or ignored. */
  readonly roles: ReadonlyMap<string, ColumnRole>;
  /** Rows that were merged into others. */
  readonly merged: number;
}

/** Separator, encoding and columns are the first file's. */
export function csvReport(options: ReportOptions): CsvReport {
  const { readings, collector, events, notices, issues, roles, merged } = options;
  const [{ format, layout, roles: ofFile, shape, thresholds, formats }] = readings as [FileReading];
  const { time, rating } = formats;
  const ratings = layout.names[ofFile.single.rating ?? -1];
  const names = new Set(readings.flatMap((reading) => reading.layout.names));
  const single = new Map(
    readings.flatMap((reading) =>
      rolesOf(reading).map(([role, column]) => [reading.layout.names[column]!, role]),
    ),
  ) as Map<string, ColumnRole>;
  const example = (name: string) =>
    collector.trackers.get(name)?.example ??
    layout.rows.map((row) => row[layout.names.indexOf(name)]?.trim()).find((value) => value) ??
    '';
  return {
    ...flatFormat(format),
    shape,
    ...(shape === 'events' && {
      events: {
        exposure: [...events.exposure].sort(),
        click: [...events.click].sort(),
        conversion: [...events.conversion].sort(),
      },
    }),
    ...(thresholds && { thresholds }),
    ...(time && { timeFormat: time }),
    ...(rating && ratings !== undefined && rating !== '1234.5' && { numberFormats: { [ratings]: rating } }),
    columns: [...names].map((name) => ({
      name,
      role: single.get(name) ?? roles.get(name) ?? 'ignored',
      example: example(name),
    })),
    // Faults beyond those that are listed are no notices yet.
    notices: notices.added() + issues.added() - issues.listed().length + (merged > 0 ? 1 : 0),
    counts: { ...notices.counts(), ...(merged > 0 && { 'duplicates-merged': merged }) },
  };
}

/** Returns the columns that have a role of their own; a time of day is part of the time. */
const rolesOf = ({ roles }: FileReading): [string, number][] => [
  ...Object.entries(roles.single),
  ...(roles.timeOfDay === undefined ? [] : [['timestamp', roles.timeOfDay] as [string, number]]),
];
