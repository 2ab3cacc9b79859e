/** Flags as files write them: yes and no in many spellings, counts, and columns that say the opposite. */
import { isMissing } from './placeholders';

const YES: ReadonlySet<string> = new Set(
  words('true t yes y ja j oui sí si s sim da да はい 예 是 有 真 对 on ✓ ✔ ☑ ✅'),
);
const NO: ReadonlySet<string> = new Set(
  words('false f no n nein non não nao net нет いいえ 아니오 否 无 假 不 off ✗ ✘ ☐ ❌'),
);

/**
 * Returns 1 for 1, 1.0, true, yes, Y, ja, 是, ✓ …; 0 for 0, 0.0, false, no, N, nein, 否, an empty cell and a
 * placeholder such as NULL; undefined for all else.
 */
export function readFlag(value: string): 0 | 1 | undefined {
  if (/^[01](\.0*)?$/.test(value)) return value.startsWith('1') ? 1 : 0;
  if (isMissing(value)) return 0;
  const word = value.toLowerCase();
  if (YES.has(word)) return 1;
  return NO.has(word) ? 0 : undefined;
}

/** Larger numbers count nothing: they are ids or times. */
const MAX_COUNT = 1e6;

/** Returns how often something happened, a whole number up to a million; undefined for all else. */
export function readCount(value: string): number | undefined {
  if (!/^\d+(\.0*)?$/.test(value)) return undefined;
  const count = Number(value);
  return count <= MAX_COUNT ? count : undefined;
}

/** True where each row says yes in one of the two columns and no in the other, and each of them says both. */
export function areComplements(first: readonly string[], second: readonly string[]): boolean {
  const flags = first.map((value) => readFlag(value.trim()));
  const differ = flags.every((flag, row) => {
    const other = readFlag((second[row] ?? '').trim());
    return flag !== undefined && other !== undefined && flag + other === 1;
  });
  return differ && flags.includes(0) && flags.includes(1);
}

function words(list: string): string[] {
  return list.split(' ');
}
