/** What to know of a table's seconds: they are comparable on one engine only. */
import type { Coded } from '../coded';
import type { LabRow } from './row';

/**
 * Returns a note for each row whose seeds were trained on different engines, which round differently (a journal
 * was continued on another one), and one that lists the engines where rows differ in theirs.
 */
export function engineNotes(rows: readonly LabRow[]): Coded[] {
  const trained = rows.flatMap(({ label, measured }) => {
    const engines = measured?.engines.filter((name) => name !== 'none') ?? [];
    return engines.length > 0 ? [{ label, engines }] : [];
  });
  const mixed = trained
    .filter(({ engines }) => engines.length > 1)
    .map(({ label, engines }) => ({
      code: 'engines-mixed',
      values: { method: label, engines: engines.join(', ') },
    }));
  const names = [...new Set(trained.flatMap(({ engines }) => engines))];
  if (names.length < 2) return mixed;
  const list = names.map((name) => {
    const labels = trained.filter(({ engines }) => engines.includes(name)).map(({ label }) => label);
    return `${name} (${labels.join(', ')})`;
  });
  return [{ code: 'engines-differ', values: { engines: list.join('; ') } }, ...mixed];
}
