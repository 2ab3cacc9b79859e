/** A sweep as a table: the figures of each value. */
import { OBJECTIVES } from '../../src/data/schema';
import { withDeviation } from '../../src/lab/writers/numbers';
import type { Report } from './report';

/** Writes a row for each value, with each objective by its own score. */
export function sweepAsMarkdown({ request, sweep = [], tables }: Report): string {
  const objectives = OBJECTIVES.filter((name) => tables.some(({ log }) => log.objectives.includes(name)));
  const values = sweep.filter(({ objective }) => objective === objectives[0]);
  const name = request.methods.map((method) => (typeof method === 'string' ? method : method.method))[0];
  return [
    `| ${name} | value | ${objectives.join(' | ')} |`,
    `|---|---|${objectives.map(() => '---|').join('')}`,
    ...values.map(({ series, value }) => {
      const cells = objectives.map((objective) => {
        const found = sweep.find(
          (row) => row.series === series && row.value === value && row.objective === objective,
        );
        return found ? withDeviation(found.figures.own) : '—';
      });
      return `| ${series} | ${value} | ${cells.join(' | ')} |`;
    }),
    '',
  ].join('\n');
}
