/** One sentence for a file that could not be read: how many problems it has, and the first of them. */
import type { Issue } from '../../data/schema';
import { type Render, renderCoded } from './sentence';

/** Returns “3 problems. “log.csv”, line 2, column click: …”. `count`: all issues, also those not listed. */
export function issueSummary(
  render: Render,
  issues: readonly Issue[],
  count: number = issues.length,
): string | undefined {
  const [first] = issues;
  if (!first) return undefined;
  const sentence = renderCoded(render, 'issue', first);
  const place = placeOf(render, first);
  const values = { count, shown: issues.length, first: place ? `${place}: ${sentence}` : sentence };
  return render(issues.length < count ? 'issues.some' : 'issues.all', values);
}

function placeOf(render: Render, { file, line, column }: Issue): string {
  return [
    file && render('place.inFile', { file }),
    line !== undefined && render('place.inLine', { line: String(line) }),
    column && render('place.inColumn', { column }),
  ]
    .filter(Boolean)
    .join(', ');
}
