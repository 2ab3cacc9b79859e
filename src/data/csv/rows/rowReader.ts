/** Takes a file's rows one by one: checks them, and hands what they say to the collector. */

import type { TableLayout, TakeRow } from '../../table/table';
import type { FileOptions, FileReading } from '../fileReadTypes';
import type { IssueList } from '../issues/issueList';
import { objectiveOf } from '../startReading';
import type { Roles } from '../understand/mapping';
import type { Collector, TrackedField } from './collector';
import { createIdReader } from './idReader';
import { impressionsOf } from './impressionList';
import { createRowOutcome } from './rowOutcome';
import { createTimeReader } from './timeReader';

/** Faults go to the options' issues. */
export function createRowReader(reading: FileReading, options: FileOptions): TakeRow {
  const { layout, roles, shape } = reading;
  const { file, collector, keepsUser } = options;
  const issues = inFile(options.issues, file.name);
  const outcome = createRowOutcome({
    shape,
    roles,
    names: layout.names,
    mapping: options.mapping,
    thresholds: reading.thresholds ?? { click: 1 },
    numberFormat: reading.formats.rating,
    objective: objectiveOf(file),
    issues,
    anomalies: options.anomalies,
    events: options.events,
  });
  const readTime = createTimeReader(reading, issues);
  const readId = createIdReader(reading, issues);
  const tracked = trackColumns(layout, roles, collector);
  const takeList = (user: string, fields: readonly string[], line: number): void => {
    const time = readTime(fields, line);
    const shown = impressionsOf(fields, roles);
    if (shown.length === 0) options.anomalies.notExposed++;
    if (user === '' || time === undefined) return;
    for (const { item, bits } of shown) collector.add({ user, item, bits, time, line }, fields, []);
    if (shown.length > 0) collector.describeUser(user, fields, tracked);
  };
  return (fields, line) => {
    const user = readId('user', fields, line);
    if (user !== '' && !keepsUser(user)) return;
    reading.rows++;
    if (shape === 'impressions') return takeList(user, fields, line);
    const item = readId('item', fields, line);
    const bits = outcome(fields, line);
    const time = readTime(fields, line);
    if (user === '' || item === '' || bits === 0 || time === undefined) return;
    collector.add({ user, item, bits, time, line }, fields, tracked);
  };
}

/** Tracks the columns that may be features or titles. */
function trackColumns(layout: TableLayout, roles: Roles, collector: Collector): TrackedField[] {
  const taken = new Set<number | undefined>([
    ...Object.values(roles.single),
    roles.timeOfDay,
    layout.indexColumn,
  ]);
  const titles = roles.titleNamed ? roles.titles.map(({ column }) => column) : [];
  return [...layout.names.keys()]
    .filter((column) => !taken.has(column))
    .map((column) => {
      const forItems = roles.itemFeatures?.includes(column) || titles.includes(column);
      const keep = forItems ? 'items' : roles.userFeatures?.includes(column) ? 'users' : undefined;
      const tracker = collector.track({ name: layout.names[column]!, type: layout.types[column], keep });
      return { column, tracker };
    });
}

/** The list, with the file's name in every issue. */
export function inFile(list: IssueList, file: string): IssueList {
  return { ...list, add: (issue, count) => list.add({ file, ...issue }, count) };
}
