/** What surprised the reader of a log but did not stop it. */

import type { DatasetView } from '../../worker/protocol/data';
import { DownloadIssues } from '../mapping/DownloadIssues';
import { useText } from '../messages/useText';
import { IssueCount, IssueRows } from '../shell/ProblemNotice';
import { usePage } from './usePage';

export function Warnings({ dataset: { summary, csv } }: { dataset: DatasetView }) {
  const text = useText();
  const request = usePage(({ upload }) => upload.request);
  const issues = summary.warnings;
  if (issues.length === 0) return null;
  const count = csv?.remarks ?? issues.length;
  return (
    <details className="card warnings">
      <summary>{text('data.warnings', { count })}</summary>
      <div className="stack">
        {count > issues.length && <IssueCount count={count} shown={issues.length} />}
        <IssueRows issues={issues} />
        <DownloadIssues listed={{ issues, count, request }} />
      </div>
    </details>
  );
}
