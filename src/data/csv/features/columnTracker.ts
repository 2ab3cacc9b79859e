/**
 * Watches one column while rows pass: which value each user and each item has, and whether it ever
 * changes. A column that changes within both describes neither and is dropped at once, so that a
 * column of a million different values costs nothing.
 */

import { createVocabulary, detachedText } from '../../vocabulary';
import type { DeclaredType } from '../understand/headerNames';
import { isSameList } from './listCell';

export type SideName = 'users' | 'items';

/** The values of a column by entity of one side. */
export interface SideValues {
  /** [entities] the code of its first row; −1: it has none. */
  first: Int32Array;
  /** All rows of every entity agree. */
  constant: boolean;
}

export interface TrackerOptions {
  readonly name: string;
  readonly type?: DeclaredType | undefined;
  /** The side that the person gave the column to: its first values are kept even when they change. */
  readonly keep?: SideName | undefined;
}

export interface ColumnTracker extends TrackerOptions {
  see(value: string, user: number, item: number): void;
  /** Sees a cell that describes one side alone: of the other it says nothing. */
  describe(side: SideName, value: string, entity: number): void;
  /** Distinct values, trimmed; empty once the column is dropped. */
  readonly values: readonly string[];
  /** The first that is not empty. */
  readonly example: string;
  seen(side: SideName): SideValues;
}

export function createColumnTracker(options: TrackerOptions): ColumnTracker {
  let vocabulary = createVocabulary();
  const sides = { users: createSideValues(), items: createSideValues() };
  let isDropped = false;
  let example = '';
  /** Nothing new for this side: it has changed already, or the entity has this very value or list. */
  const knows = ({ constant, first }: SideValues, entity: number, text: string): boolean => {
    const code = first[entity] ?? -1;
    if (code === -1 || !constant) return code !== -1;
    const known = vocabulary.texts[code]!;
    return known === text || isSameList(known, text);
  };
  /** A column that changes within both sides describes neither. */
  const dropIfUseless = () => {
    if (sides.users.constant || sides.items.constant || options.keep) return;
    isDropped = true;
    vocabulary = createVocabulary();
    sides.users.clear();
    sides.items.clear();
  };
  return {
    ...options,
    get values() {
      return vocabulary.texts;
    },
    get example() {
      return example;
    },
    see(value, user, item) {
      if (isDropped) return;
      const text = value.trim();
      if (example === '') example = detachedText(text);
      // The usual case: a value that was seen before. Comparing is much cheaper than looking it up.
      const byUser = knows(sides.users, user, text);
      const byItem = knows(sides.items, item, text);
      if (byUser && byItem) return;
      const code = vocabulary.codeOf(text);
      if (!byUser) sides.users.see(user, code);
      if (!byItem) sides.items.see(item, code);
      dropIfUseless();
    },
    describe(side, value, entity) {
      if (isDropped) return;
      const text = value.trim();
      if (example === '') example = detachedText(text);
      sides[side === 'users' ? 'items' : 'users'].constant = false;
      if (!knows(sides[side], entity, text)) sides[side].see(entity, vocabulary.codeOf(text));
      dropIfUseless();
    },
    seen: (side) => ({ first: sides[side].first, constant: sides[side].constant }),
  };
}

function createSideValues() {
  let first = new Int32Array(1 << 6).fill(-1);
  return {
    constant: true,
    get first() {
      return first;
    },
    see(entity: number, code: number) {
      if (entity >= first.length) {
        const larger = new Int32Array(2 * Math.max(first.length, entity + 1)).fill(-1);
        larger.set(first);
        first = larger;
      }
      const before = first[entity]!;
      if (before === -1) first[entity] = code;
      else if (before !== code) this.constant = false;
    },
    clear() {
      first = new Int32Array(0);
    },
  };
}
