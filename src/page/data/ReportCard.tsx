/** The data report: funnel, long tail, findings and split of the loaded log. */

import type { DataReport } from '../../data/report/dataReport';
import type { Finding } from '../../data/report/findingTypes';
import type { DatasetView } from '../../worker/protocol/data';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { useCoded } from '../messages/useCoded';
import { useNumbers, useText } from '../messages/useText';
import { LongTail } from './LongTail';
import styles from './ReportCard.module.css';
import { ReportTable } from './ReportTable';
import { SplitChoice } from './SplitChoice';

export function ReportCard({ report, dataset }: { report: DataReport; dataset: DatasetView }) {
  const text = useText();
  return (
    <Card as="section" aria-label={text('report.title')}>
      <h3>{text('report.title')}</h3>
      <ReportTable funnel={report.funnel} />
      <div className={styles.report}>
        <LongTail tail={report.longTail} />
        <div className={styles.side}>
          <Findings findings={report.findings} />
          <Spread report={report} />
          <SplitChoice dataset={dataset} report={report} />
        </div>
      </div>
    </Card>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const text = useText();
  const coded = useCoded();
  return (
    <div>
      <FieldLabel as="h4">{text('report.findings')}</FieldLabel>
      {findings.length === 0 && <p className={common.note}>{text('report.findings.none')}</p>}
      <ul className={styles.findings}>
        {findings.map((finding) => (
          <li key={JSON.stringify(finding)} data-level={finding.level}>
            <strong>{text(`report.level.${finding.level}`)}:</strong> {coded('finding', finding)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Spread({ report: { pairsPerUser, times } }: { report: DataReport }) {
  const text = useText();
  const numbers = useNumbers();
  const { min, median, max } = pairsPerUser;
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  return (
    <p className={common.note}>
      {text('report.perUser', {
        min: numbers.count(min),
        median: numbers.count(median),
        max: numbers.count(max),
      })}{' '}
      {times && text('report.times', { from: day(times.from), to: day(times.to) })}
    </p>
  );
}
