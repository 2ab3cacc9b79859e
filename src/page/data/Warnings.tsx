/** What surprised the reader of a log but did not stop it. */
import type { Issue } from '../../data/schema';
import { IssueRows } from '../header/ProblemNotice';
import { useText } from '../messages/useText';

export function Warnings({ issues }: { issues: readonly Issue[] }) {
  const text = useText();
  if (issues.length === 0) return null;
  return (
    <details className="card warnings">
      <summary>{text('data.warnings', { count: issues.length })}</summary>
      <IssueRows issues={issues} />
    </details>
  );
}
