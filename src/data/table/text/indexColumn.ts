/** Row numbers that some program wrote in front of a table. */

/** No name (pandas, R), pandas’ name for none, readr’s, or a name for row numbers. */
const NO_NAME = /^(unnamed: ?\d+|\.\.\.1)?$/i;
const INDEX_NAME = /^(x|index|idx|rownames?|row[ _.-]?(names?|ids?|numbers?|num|no|index))$/i;

/**
 * Returns whether the first cells number the rows: under no name whole numbers that only rise, under a name for
 * such numbers those that rise by one from 0 or 1.
 */
export function isRowNumbers(name: string, rows: readonly (readonly string[])[]): boolean {
  const isNamed = INDEX_NAME.test(name.trim());
  if (rows.length === 0 || !(isNamed || NO_NAME.test(name.trim()))) return false;
  const numbers = rows.map(([cell = '']) => (/^\d+$/.test(cell.trim()) ? Number(cell) : Number.NaN));
  if (isNamed && !(numbers[0]! <= 1)) return false;
  return numbers.every((number, row) => {
    if (row === 0) return number >= 0;
    const step = number - numbers[row - 1]!;
    return isNamed ? step === 1 : step > 0;
  });
}
