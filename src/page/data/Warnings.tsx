/** Notices about a log that was loaded all the same. */

import type { DatasetView } from '../../worker/protocol/data';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { DownloadIssues } from '../mapping/DownloadIssues';
import { useText } from '../messages/useText';
import { IssueCount, IssueRows } from '../shell/ProblemNotice';
import styles from './ReportCard.module.css';
import { usePage } from './usePage';

export function Warnings({ dataset: { summary, csv } }: { dataset: DatasetView }) {
  const text = useText();
  const request = usePage(({ upload }) => upload.request);
  const issues = summary.warnings;
  if (issues.length === 0) return null;
  const count = csv?.notices ?? issues.length;
  return (
    <Card as="details" data-part="notices" className={styles.warnings}>
      <summary>{text('data.warnings', { count })}</summary>
      <div className={common.stack}>
        {count > issues.length && <IssueCount count={count} shown={issues.length} />}
        <IssueRows issues={issues} />
        <DownloadIssues listed={{ issues, count, request }} />
      </div>
    </Card>
  );
}
