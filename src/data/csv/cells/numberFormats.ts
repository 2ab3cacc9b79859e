/** The ways in which a column writes its numbers. One format reads all cells of a column; a mapping may name it. */

/** Each is an example: its decimal mark, and the mark between groups of three digits if there is one. */
export const NUMBER_FORMATS = [
  '1234.5',
  '1234,5',
  '1,234.5',
  '1.234,5',
  '1 234.5',
  '1 234,5',
  "1'234.5",
] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

const GROUP_MARKS: Readonly<Record<string, string>> = {
  ',': ',',
  '.': '\\.',
  ' ': '[ \\u00a0\\u202f]',
  "'": "['’]",
};

/** Builds the expression of a number without signs: whole part, fraction, fraction alone, exponent. */
function expressionOf(format: NumberFormat): RegExp {
  const decimal = GROUP_MARKS[format.at(-2)!]!;
  const group = format.length > 6 ? GROUP_MARKS[format[1]!]! : undefined;
  const groups = group ? `|[1-9]\\d{0,2}(?:${group}\\d{3})+|[1-9]\\d?(?:${group}\\d{2})+${group}\\d{3}` : '';
  // Nobody writes groups and an exponent: 1.234e+3 is 1234.
  const exponent = group ? '()' : '(?:e([+-]?\\d{1,3}))?';
  return new RegExp(`^(?:(\\d+${groups})(?:${decimal}(\\d*))?|${decimal}(\\d+))${exponent}$`, 'i');
}

const EXPRESSIONS = Object.fromEntries(
  NUMBER_FORMATS.map((format) => [format, expressionOf(format)]),
) as Record<NumberFormat, RegExp>;

const CURRENCY =
  '\\p{Sc}|US\\$|R\\$|USD|EUR|GBP|CHF|JPY|CNY|RMB|INR|KRW|RUB|BRL|CAD|AUD|SEK|NOK|DKK|PLN|CZK|HUF|TRY|MXN|Rs\\.?|kr\\.?|zł|Kč|Ft';
/** A sign, a currency in front or behind or a percent sign behind, and the number between. */
const SIGNED = new RegExp(
  `^([+-]?)\\s*(?:${CURRENCY})?\\s*([+-]?)\\s*([\\d.,][\\d.,\\s'’]*(?:e[+-]?\\d+)?)\\s*(?:${CURRENCY}|%|‰)?$`,
  'iu',
);

/** What most numbers are; read without looking for signs and marks. */
const PLAIN = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Returns the formats in which a trimmed cell is a number; none for a cell that is none. */
export function readableFormats(value: string): readonly NumberFormat[] {
  if (PLAIN.test(value) && !value.includes('.')) return NUMBER_FORMATS;
  const signed = SIGNED.exec(value);
  if (!signed || (signed[1] && signed[2])) return [];
  const body = signed[3]!.trim();
  return NUMBER_FORMATS.filter((format) => EXPRESSIONS[format].test(body));
}

/**
 * Returns the number of a trimmed cell, without the sign of a currency or percent (12% is 12); undefined where
 * it is not written in this format.
 */
export function readNumber(value: string, format: NumberFormat): number | undefined {
  if (PLAIN.test(value) && (format === '1234.5' || !value.includes('.'))) return Number(value);
  const signed = SIGNED.exec(value);
  if (!signed || (signed[1] && signed[2])) return undefined;
  const parts = EXPRESSIONS[format].exec(signed[3]!.trim());
  if (!parts) return undefined;
  const whole = (parts[1] ?? '0').replace(/\D/g, '');
  const number = Number(`${whole}.${parts[2] || parts[3] || '0'}e${parts[4] || '0'}`);
  if (!Number.isFinite(number)) return undefined;
  return signed[1] === '-' || signed[2] === '-' ? -number : number;
}

/** True for a cell with the sign of a currency or percent. */
export const holdsUnit = (value: string): boolean => /[\p{Sc}%‰]/u.test(value);
