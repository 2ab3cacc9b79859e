/** A generated log as a file: its shape, names, spellings, dialect and the columns that mean nothing. */
import { createRandom } from '../../src/random';
import { type Dialect, fileIn, PLAIN } from '../data/dialectFile';
import { fc } from '../fastCheck';
import { type LogTruth, logTruth, type TruePair } from './logTruth';
import { COLUMN_NAMES, EVENT_WORDS, FLAG_WORDS, ID_SPELLINGS, TIME_SPELLINGS } from './spellings';

type Role = keyof typeof COLUMN_NAMES;

/** Everything by which two files of one truth differ. */
export interface Choices {
  seed: number;
  shape: 'flags' | 'events' | 'ratings';
  levels: 2 | 3;
  /** Place in the list of names; the last names say nothing. */
  names: Record<Role, number>;
  users: number;
  items: number;
  hasTime: boolean;
  time: number;
  flags: number;
  events: number;
  /** A column that says the opposite of click. */
  hasComplement: boolean;
  decoys: readonly DecoyName[];
  order: number;
  container: 'text' | 'JSON lines' | 'JSON array';
  dialect: Dialect;
}

export interface GeneratedFile {
  choices: Choices;
  name: string;
  bytes: Uint8Array;
  truth: LogTruth;
  /** First and last moment as the file says it, in ms; absent without times. */
  times?: { from: number; to: number };
}

/** Columns beside the log, each a function of a row. */
const DECOYS = {
  price: (row: Row) => ((row.item + 1) * 3.17).toFixed(2),
  position: (row: Row) => String(1 + ((row.user * 7 + row.item) % 10)),
  session: (row: Row) => `s${row.user}-${row.item % 3}`,
  row_id: (row: Row) => String(row.index + 1),
  category_id: (row: Row) => String(2_053_013_555_631_882_655n + BigInt(row.item % 4)),
  device: (row: Row) => ['mobile', 'laptop', 'tablet'][row.user % 3]!,
  is_hate: (row: Row) => (row.index % 17 === 0 ? '1' : '0'),
  dwell_time: (row: Row) => String(3 + ((row.index * 37) % 400)),
  release_date: (row: Row) => `${1990 + (row.item % 20)}-03-0${1 + (row.item % 9)}`,
  note: (row: Row) => (row.index % 3 === 0 ? 'NULL' : `n${row.item % 5}`),
} as const satisfies Record<string, (row: Row) => string>;
type DecoyName = keyof typeof DECOYS;

interface Row extends TruePair {
  index: number;
  /** Of an event: how deep it is, or another event's word. */
  event: number | string;
}

const place = (list: readonly unknown[]) => fc.nat(list.length - 1);

/** Dialects that hold every character the spellings use. */
const dialects: fc.Arbitrary<Dialect> = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-16le'),
  mark: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  quoteAll: fc.boolean(),
  header: fc.constantFrom(true, true, true, false),
  typed: fc.constant(false),
  index: fc.constantFrom(false, false, false, true),
  gzip: fc.constantFrom(false, false, true),
  endsInLine: fc.boolean(),
});

export const choices: fc.Arbitrary<Choices> = fc.record({
  seed: fc.nat(1e6),
  shape: fc.constantFrom('flags', 'events', 'ratings'),
  levels: fc.constantFrom(2, 3),
  names: fc.record({
    user: place(COLUMN_NAMES.user),
    item: place(COLUMN_NAMES.item),
    click: place(COLUMN_NAMES.click),
    conversion: place(COLUMN_NAMES.conversion),
    event: place(COLUMN_NAMES.event),
    rating: place(COLUMN_NAMES.rating),
    time: place(COLUMN_NAMES.time),
  }),
  users: place(ID_SPELLINGS),
  items: place(ID_SPELLINGS),
  hasTime: fc.constantFrom(true, true, false),
  time: place(TIME_SPELLINGS),
  flags: place(FLAG_WORDS),
  events: place(EVENT_WORDS),
  hasComplement: fc.constantFrom(false, false, true),
  decoys: fc.subarray(Object.keys(DECOYS) as DecoyName[], { maxLength: 4 }),
  order: fc.nat(1e6),
  container: fc.constantFrom('text', 'text', 'text', 'text', 'JSON lines', 'JSON array'),
  dialect: dialects,
});

/** Writes the log of the choices' seed down. */
export function generatedFile(choices: Choices): GeneratedFile {
  const truth = logTruth(choices.seed, choices.levels);
  const columns = columnsOf(choices);
  const rows = rowsOf(truth, choices);
  const order = createRandom(choices.order, 'columns').permutation(columns.length);
  const shuffled = Array.from(order, (column) => columns[column]!);
  const cells = rows.map((row) => shuffled.map(({ cell }) => cell(row)));
  const names = shuffled.map(({ name }) => name);
  const moments = truth.pairs.map(({ time }) => time);
  const { exactTo } = TIME_SPELLINGS[choices.time]!;
  const exact = (ms: number) => Math.floor(ms / exactTo) * exactTo;
  const times = { from: exact(Math.min(...moments)), to: exact(Math.max(...moments)) };
  return { choices, ...written(choices, names, cells), truth, ...(choices.hasTime && { times }) };
}

function written({ container, dialect }: Choices, names: readonly string[], cells: readonly string[][]) {
  if (container === 'text') {
    return {
      name: `log.csv${dialect.gzip ? '.gz' : ''}`,
      bytes: fileIn({ ...PLAIN, ...dialect }, names, cells),
    };
  }
  const objects = cells.map((row) =>
    Object.fromEntries(row.map((cell, column) => [names[column]!, json(cell)])),
  );
  const [text, ending] =
    container === 'JSON array'
      ? [JSON.stringify(objects), 'json']
      : [objects.map((object) => `${JSON.stringify(object)}\n`).join(''), 'jsonl'];
  return { name: `log.${ending}`, bytes: new TextEncoder().encode(text) };
}

/** Numbers are written as numbers where nothing is lost. */
function json(cell: string): string | number | null {
  if (cell === 'NULL') return null;
  return String(Number(cell)) === cell && Number.isSafeInteger(Number(cell)) ? Number(cell) : cell;
}

interface Column {
  name: string;
  cell: (row: Row) => string;
}

function columnsOf(choices: Choices): Column[] {
  const { names, users, items, hasTime, time, decoys } = choices;
  const column = (role: Role, cell: Column['cell']): Column => ({
    name: COLUMN_NAMES[role][names[role]]!,
    cell,
  });
  return [
    column('user', ({ user }) => ID_SPELLINGS[users]!.write(user)),
    // Items begin elsewhere, so that no id of an item is that of a user.
    column('item', ({ item }) => ID_SPELLINGS[items]!.write(item + 400)),
    ...outcomeColumns(choices, column),
    ...(hasTime ? [column('time', (row) => TIME_SPELLINGS[time]!.write(row.time))] : []),
    ...decoys.map((name) => ({ name, cell: DECOYS[name] })),
  ];
}

function outcomeColumns(
  { shape, levels, flags, events, hasComplement, seed }: Choices,
  column: (role: Role, cell: Column['cell']) => Column,
): Column[] {
  const [yes, no] = FLAG_WORDS[flags]!;
  const flag = (holds: boolean) => (holds ? yes : no);
  if (shape === 'flags') {
    return [
      column('click', ({ depth }) => flag(depth >= 1)),
      ...(levels === 3 ? [column('conversion', ({ depth }) => flag(depth >= 2))] : []),
      ...(hasComplement ? [{ name: 'nonclk', cell: ({ depth }: Row) => flag(depth < 1) }] : []),
    ];
  }
  if (shape === 'ratings') {
    // Five grades; what is deeper is rated higher.
    return [column('rating', ({ depth, user, item }) => String(1 + depth * 2 + ((user + item + seed) % 2)))];
  }
  const { words } = EVENT_WORDS[events]!;
  return [column('event', ({ event }) => (typeof event === 'string' ? event : words[event]!))];
}

/** Flags and ratings have a row for each pair, events one for each step, in the order of time. */
function rowsOf({ pairs }: LogTruth, { shape, events }: Choices): Row[] {
  if (shape !== 'events') return pairs.map((pair, index) => ({ ...pair, index, event: 0 }));
  const { others } = EVENT_WORDS[events]!;
  const steps = pairs.flatMap((pair, index) => {
    const reached = Array.from({ length: pair.depth + 1 }, (_, depth) => ({
      ...pair,
      event: depth as number | string,
      time: pair.time + 60_000 * depth,
    }));
    const other = index % 9 === 4 ? others[0] : undefined;
    return other === undefined ? reached : [...reached, { ...pair, event: other, time: pair.time + 240_000 }];
  });
  return steps.toSorted((a, b) => a.time - b.time).map((step, index) => ({ ...step, index }));
}
