/** A sweep in a few columns: what each value reaches. */
import { OBJECTIVES } from '../../src/data/schema';
import { withDeviation } from '../../src/lab/numbers';
import type { Report } from './report';

/** A row for each value, each objective by its own score. */
export function sweepAsMarkdown({ request, sweep = [], tables }: Report): string {
  const objectives = OBJECTIVES.filter((name) => tables.some(({ log }) => log.objectives.includes(name)));
  const values = sweep.filter(({ objective }) => objective === objectives[0]);
  const name = request.methods.map((method) => (typeof method === 'string' ? method : method.method))[0];
  return [
    `| ${name} | value | ${objectives.join(' | ')} |`,
    `|---|---|${objectives.map(() => '---|').join('')}`,
    ...values.map(({ series, value }) => {
      const cells = objectives.map((objective) => {
        const row = sweep.find(
          (one) => one.series === series && one.value === value && one.objective === objective,
        );
        return row ? withDeviation(row.figures.own) : '—';
      });
      return `| ${series} | ${value} | ${cells.join(' | ')} |`;
    }),
    '',
  ].join('\n');
}
