/** What a mapping would make of a file, counted on its profile: fast enough to follow a slider. */

import { cleanId, idFormatOf } from '../csv/cells/ids';
import { numberFormatOf } from '../csv/cells/numberColumn';
import { isPlaceholder } from '../csv/cells/placeholders';
import { createIssueList } from '../csv/issues/issueList';
import { givenFormat } from '../csv/rows/columnFormats';
import { lacksClick, lacksExposure } from '../csv/rows/funnelGaps';
import { impressionsOf } from '../csv/rows/impressionList';
import { isOneKindOfEvent, oneObjectiveIssue } from '../csv/rows/oneKind';
import { depthOf, OUTCOME_BITS } from '../csv/rows/outcomeBits';
import { createRowOutcome, noAnomalies } from '../csv/rows/rowOutcome';
import { shapeFor, thresholdsFor } from '../csv/understand/logShape';
import { resolveRoles } from '../csv/understand/mapping';
import type { ColumnMapping, LogShape } from '../csv/understand/mappingTypes';
import { type Issue, OBJECTIVES, type PerObjective } from '../schema';
import type { FileProfile } from './fileProfile';

export interface FunnelCount {
  /** False: counted on a sample, `rows` scaled to the file, everything else the sample's. */
  exact: boolean;
  rowsCounted: number;
  /** Rows that reached an objective or a deeper one; for events, rows that are such an event. */
  rows: PerObjective<number>;
  /** Different pairs of user and item that reached it. */
  pairs: PerObjective<number>;
  users: PerObjective<number>;
  items: PerObjective<number>;
  /** Rows that say nothing (no exposure; an event without meaning) and rows that cannot be read. */
  skipped: number;
  unreadable: number;
  /** Deeper than what came before, closed by union. */
  clickWithoutExposure: number;
  conversionWithoutClick: number;
  /** Why nothing could be counted (a column is missing), or the faults of rows: at most 100. */
  issues: Issue[];
}

/** A pure function of profile and mapping; what the mapping leaves open is guessed as readCsv does. */
export function countFunnel(profile: FileProfile, mapping: Partial<ColumnMapping>): FunnelCount {
  const names = profile.columns.map(({ name }) => name);
  const shape = shapeFor(mapping, { names, rows: profile.rows });
  const { roles, issues } = resolveRoles(names, mapping, shape);
  const list = createIssueList(profile.file);
  const count = startCount(profile, shape);
  if (profile.rowCount === 0) {
    return { ...count.result(), issues: [profile.issues[0] ?? { file: profile.file, code: 'no-rows' }] };
  }
  if (issues.length > 0) return { ...count.result(), issues };
  const anomalies = noAnomalies();
  const events = { exposure: new Set<string>(), click: new Set<string>(), conversion: new Set<string>() };
  const outcome = createRowOutcome({
    shape,
    roles,
    names,
    mapping,
    thresholds: thresholdsFor(mapping, profile.rows, roles.single.rating ?? -1),
    numberFormat: ratingFormat(profile, mapping, roles.single.rating),
    issues: list,
    anomalies,
    events,
  });
  const readUser = idReader(profile, roles.single.user!);
  const readItem = idReader(profile, roles.single.item!);
  let rowsTaken = 0;
  for (const fields of profile.rows) {
    const user = readUser(fields);
    if (shape === 'impressions') {
      const shown = user ? impressionsOf(fields, roles) : [];
      if (shown.length > 0) rowsTaken++;
      for (const { item: one, bits } of shown) count.take(user, one, bits);
      continue;
    }
    const item = readItem(fields);
    // The sample has forgotten where its rows were: faults are reported without a line.
    const bits = user && item ? outcome(fields, 0) : 0;
    if (bits === 0) continue;
    rowsTaken++;
    count.take(user, item, bits);
  }
  const skipped = anomalies.notExposed + [...anomalies.otherEvents.values()].reduce((sum, n) => sum + n, 0);
  const unreadable = profile.rows.length - rowsTaken - skipped;
  const faults = list.listed().map(({ line: _, ...issue }) => issue);
  const canSayMore = roles.single.click !== undefined || roles.single.rating !== undefined;
  if (isOneKindOfEvent(count.recorded()) && !canSayMore && !mapping.acknowledge?.includes('one-objective')) {
    faults.push(oneObjectiveIssue(profile.file, { events, anomalies }));
  }
  const gaps = count.gaps();
  return {
    ...count.result(),
    skipped,
    unreadable,
    clickWithoutExposure: gaps.clickWithoutExposure,
    conversionWithoutClick: gaps.conversionWithoutClick,
    issues: faults,
  };
}

/** Returns how the ratings are written, as the mapping says or as the sample shows. */
function ratingFormat(
  { rows, columns }: FileProfile,
  mapping: Partial<ColumnMapping>,
  column: number | undefined,
) {
  if (column === undefined) return undefined;
  return (
    givenFormat(mapping, columns[column]!.name) ?? numberFormatOf(rows.map((row) => row[column] ?? '')).format
  );
}

/** Returns a reader of ids, '' for a missing one; whether placeholders are ids is only asked where there is one. */
function idReader({ rows }: FileProfile, column: number): (fields: readonly string[]) => string {
  let words: boolean | undefined;
  return (fields) => {
    const id = cleanId(fields[column]!);
    if (!isPlaceholder(id)) return id;
    words ??= idFormatOf(rows.map((row) => row[column]!)).words;
    return words ? id : '';
  };
}

function startCount(profile: FileProfile, shape: LogShape) {
  const scale = profile.rows.length > 0 ? profile.rowCount / profile.rows.length : 1;
  const rows = [0, 0, 0];
  const pairs = new Map<string, number>();
  return {
    recorded: () => [...pairs.values()].reduce((union, bits) => union | bits, 0),
    take(user: string, item: string, bits: number) {
      OBJECTIVES.forEach((objective, depth) => {
        const isReached = shape === 'events' ? bits & OUTCOME_BITS[objective] : depthOf(bits) >= depth;
        if (isReached) rows[depth]!++;
      });
      const pair = `${user}\u0000${item}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) | bits);
    },
    gaps() {
      const all = [...pairs.values()];
      const recorded = all.reduce((union, bits) => union | bits, 0);
      return {
        clickWithoutExposure: all.filter((bits) => lacksExposure(bits, recorded)).length,
        conversionWithoutClick: all.filter((bits) => lacksClick(bits, recorded)).length,
      };
    },
    result(): FunnelCount {
      const reached = OBJECTIVES.map((_, depth) => [...pairs].filter(([, bits]) => depthOf(bits) >= depth));
      const different = (part: 0 | 1) =>
        byObjective(reached.map((some) => new Set(some.map(([pair]) => pair.split('\u0000')[part])).size));
      return {
        exact: profile.rows.length === profile.rowCount,
        rowsCounted: profile.rows.length,
        rows: byObjective(rows.map((count) => Math.round(count * scale))),
        pairs: byObjective(reached.map(({ length }) => length)),
        users: different(0),
        items: different(1),
        skipped: 0,
        unreadable: 0,
        clickWithoutExposure: 0,
        conversionWithoutClick: 0,
        issues: [],
      };
    },
  };
}

function byObjective([exposure = 0, click = 0, conversion = 0]: readonly number[]): PerObjective<number> {
  return { exposure, click, conversion };
}
