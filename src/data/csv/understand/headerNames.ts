/** The names that columns of a log usually have, and how names are compared. */

import { COLUMN_WORDS, WEAK_WORDS } from './columnWords';
import { SINGLE_ROLES, type SingleRole } from './mappingTypes';

export type { SingleRole } from './mappingTypes';

const ITEM_TITLES = words(
  'title itemtitle producttitle itemname productname name 标题 商品标题 商品名称 商品名 名称',
);
const USER_TITLES = words('username customername 用户名 用户名称 用户昵称');

/** Marks and spaces without width, and the soft hyphen: nobody sees them. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/g;

/** `user_id:token` → `user_id`: without invisible characters, surrounding space and type. `ga:clientId` is a name. */
export function cleanName(header: string): string {
  return header
    .replace(INVISIBLE, '')
    .trim()
    .replace(/:(token|float)(_seq)?$/i, '');
}

/** What a typed header (RecBole’s atomic files) says of its column. */
export type DeclaredType = 'token' | 'float' | 'token_seq' | 'float_seq';

/** `price:float` → `float`. */
export function declaredType(header: string): DeclaredType | undefined {
  return /:(token|float|token_seq|float_seq)\s*$/.exec(header)?.[1] as DeclaredType | undefined;
}

/** Returns a name for comparing: lower case, full-width letters made plain, without spaces, `_`, `-` and `.`. */
export function foldedName(header: string): string {
  return cleanName(header)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}

/** How many cells of a row sound like the header of a log. */
export function countKnownNames(cells: readonly string[]): number {
  return cells.filter((cell) => SINGLE_ROLES.some((role) => rankAmong(role, cell) >= 0)).length;
}

/** How many cells are names that only a header has: a value may well be called “view” or “click”. */
export function countIdNames(cells: readonly string[]): number {
  return cells.filter((cell) =>
    ['user', 'item', 'timestamp'].some((role) => rankAmong(role as SingleRole, cell) >= 0),
  ).length;
}

/** The free column whose name is likeliest for the role; undefined when none sounds like it. */
export function guessColumn(
  role: SingleRole,
  names: readonly string[],
  taken: ReadonlySet<number>,
): number | undefined {
  return namedColumns(role, names).find((column) => !taken.has(column));
}

/** The columns whose names leave no doubt about the role, the likeliest first. */
export const namedColumns = (role: SingleRole, names: readonly string[]): number[] =>
  ranked(names, (name) => rankAmong(role, name));

/** The columns whose names make the role plausible, the likeliest first. */
export const weaklyNamedColumns = (role: SingleRole, names: readonly string[]): number[] =>
  ranked(names, (name) => placeAmong(WEAK_WORDS[role] ?? [], name));

function ranked(names: readonly string[], rank: (name: string) => number): number[] {
  return names
    .map((name, column) => ({ column, rank: rank(name) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ column }) => column);
}

/** A column of readable names; without a side it belongs to the one in which it is constant. */
export interface TitleColumn {
  column: number;
  side?: 'users' | 'items';
}

/** Free columns that sound like titles, the likeliest first. */
export function guessTitles(names: readonly string[], taken: ReadonlySet<number>): TitleColumn[] {
  const free = [...names.keys()].filter((column) => !taken.has(column));
  const rank = (column: number) => ITEM_TITLES.indexOf(foldedName(names[column] ?? ''));
  const items = free.filter((column) => rank(column) >= 0).sort((a, b) => rank(a) - rank(b));
  const users = free.filter((column) => USER_TITLES.includes(foldedName(names[column] ?? '')));
  return [
    ...items.map((column) => ({ column })),
    ...users.map((column) => ({ column, side: 'users' as const })),
  ];
}

/** Place of a header in the role's list of names; −1 when it is not there. */
function rankAmong(role: SingleRole, header: string): number {
  const rank = placeAmong(COLUMN_WORDS[role], header);
  const isFlag = role === 'exposure' || role === 'click' || role === 'conversion';
  if (rank >= 0 || !isFlag) return rank;
  return COLUMN_WORDS[role].indexOf(bareFlagName(header));
}

/** Returns what a flag or a count is of, folded: is_click, clickFlag, click_cnt, num_clicks → click(s). */
export const bareFlagName = (header: string): string =>
  foldedName(header)
    .replace(/^(is|has|was|did|num|cnt|total|是否|已)/, '')
    .replace(/(flag|cnt|count|num)$/, '');

/** Place of a name, or of its part behind the last point (`items.item_id`), in a list; −1 when it is not there. */
function placeAmong(list: readonly string[], header: string): number {
  const place = list.indexOf(foldedName(header));
  if (place >= 0 || !header.includes('.')) return place;
  return list.indexOf(foldedName(cleanName(header).split('.').at(-1)!));
}

function words(list: string): string[] {
  return list.split(' ');
}
