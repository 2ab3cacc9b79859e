/** What a person should know of how their file was understood, though nothing is wrong with it. */

import type { Issue } from '../../schema';
import type { FileReading } from '../fileReadTypes';
import type { Anomalies } from '../rows/rowOutcome';
import type { ColumnMapping } from '../understand/mappingTypes';
import { type IssueList, quoted } from './issueList';
import { totalOf } from './issuesCsv';

/** `count`: how many cases the sentence tells. */
type Remark = Issue & { count?: number };

interface RemarkOptions {
  readonly readings: readonly FileReading[];
  readonly mapping: Partial<ColumnMapping>;
  readonly surprises: Anomalies;
  /** Faults of rows that were skipped. */
  readonly issues: IssueList;
  readonly converts: boolean;
}

export function noticesOn(options: RemarkOptions): Remark[] {
  const { readings, mapping, surprises, issues, converts } = options;
  const single = readings.some(({ shape }) => shape === 'events' || shape === 'files');
  return [
    ...(converts ? [] : [noConversions(readings[0]!)]),
    ...surprising(surprises, single ? 'pair' : 'row'),
    ...otherEvents(surprises.otherEvents),
    ...readings.flatMap(ofFile),
    ...(mapping.sample && mapping.sample.share < 1 ? [sampled(mapping.sample)] : []),
    ...skipped(issues),
  ];
}

function noConversions({ roles, shape }: FileReading): Remark {
  const told = shape !== 'flags' || roles.single.conversion !== undefined;
  const reason = told ? 'No row converts' : 'There is no conversion column';
  return { code: 'no-conversions', message: `${reason}: two objectives are trained, exposure and click.` };
}

function surprising(surprises: Anomalies, one: 'row' | 'pair'): Remark[] {
  const { notExposed, clickWithoutExposure, conversionWithoutClick } = surprises;
  const remarks = [
    [notExposed, 'not-exposed', 'not an exposure and nothing else: skipped.'],
    [
      clickWithoutExposure,
      'click-without-exposure',
      'a click or conversion without exposure: counted as exposed.',
    ],
    [conversionWithoutClick, 'conversion-without-click', 'a conversion without click: counted as clicked.'],
  ] as const;
  return remarks
    .filter(([count]) => count > 0)
    .map(([count, code, what]) => ({
      code,
      count,
      message: `${count} ${count === 1 ? `${one} is` : `${one}s are each`} ${what}`,
    }));
}

function otherEvents(others: ReadonlyMap<string, number>): Remark[] {
  if (others.size === 0) return [];
  const most = [...others].sort((a, b) => b[1] - a[1]).slice(0, 5);
  const count = [...others.values()].reduce((sum, rows) => sum + rows, 0);
  const named = most.map(([value, rows]) => `${quoted(value)} (${rows})`).join(', ');
  const message =
    `${count} ${count === 1 ? 'row' : 'rows'} with an event that means no objective ` +
    `${count === 1 ? 'was' : 'were'} skipped: ${named}${others.size > most.length ? ', …' : ''}. ` +
    'Assign the event to an objective if it should count.';
  return [{ code: 'other-events', count, message }];
}

function ofFile({ name, layout, trimmedIds, timeUnits, encoding }: FileReading): Remark[] {
  const remarks: Remark[] = [];
  if (layout.indexColumn !== undefined) {
    const message = 'Ignored: an unnamed column of rising numbers in front, as pandas and R write them.';
    remarks.push({ column: layout.names[layout.indexColumn]!, code: 'index-column', message });
  }
  if (trimmedIds > 0) {
    const message = `${trimmedIds} ids have spaces around them, which were taken away; all else of an id is kept.`;
    remarks.push({ code: 'ids-trimmed', count: trimmedIds, message });
  }
  if (timeUnits.size > 1) {
    const named = [...timeUnits].map(([unit, rows]) => `${unit} (${rows})`).join(', ');
    const message = `Times are written in several ways, each read as what it looks like: ${named}.`;
    remarks.push({ code: 'mixed-times', message });
  }
  if (encoding && encoding.encoding !== 'utf-8') {
    remarks.push({ code: 'encoding-guessed', message: `Read as ${encoding.encoding}. ${encoding.reason}` });
  }
  return remarks.map((remark) => ({ file: name, ...remark }));
}

function sampled({ share, seed = 0 }: { share: number; seed?: number | undefined }): Remark {
  const message = `A sample: about ${Math.round(share * 1000) / 10} % of the users, each with all rows (seed ${seed}).`;
  return { code: 'users-sampled', message };
}

/** Rows that could not be read and were skipped because the person said so. */
function skipped(issues: IssueList): Remark[] {
  const counts = issues.counts();
  const total = totalOf(counts);
  if (total === 0) return [];
  const listed = issues.listed();
  const codes = Object.entries(counts).map(([code, count]) => `${code} (${count})`);
  const message = `Skipped what could not be read: ${codes.join(', ')}.`;
  return [
    { code: 'rows-skipped', count: total, message },
    ...listed.map((issue) => ({ ...issue, count: 0 })),
  ];
}
