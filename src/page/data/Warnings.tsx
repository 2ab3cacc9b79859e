/** What surprised the reader of a log but did not stop it. */

import type { DatasetView } from '../../worker/protocol/data';
import { IssueCount, IssueRows } from '../header/ProblemNotice';
import { DownloadIssues } from '../mapping/DownloadIssues';
import { useText } from '../messages/useText';
import { usePage } from '../usePage';

export function Warnings({ dataset: { summary, csv } }: { dataset: DatasetView }) {
  const text = useText();
  const order = usePage(({ upload }) => upload.order);
  const issues = summary.warnings;
  if (issues.length === 0) return null;
  const count = csv?.remarks ?? issues.length;
  return (
    <details className="card warnings">
      <summary>{text('data.warnings', { count })}</summary>
      <div className="stack">
        {count > issues.length && <IssueCount count={count} shown={issues.length} />}
        <IssueRows issues={issues} />
        <DownloadIssues told={{ issues, count, order }} />
      </div>
    </details>
  );
}
