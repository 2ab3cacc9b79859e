/** The errors of refused files, with their lines and columns. */
import { useEffect, useRef } from 'react';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import { IssueCount, IssueRows } from '../shell/ProblemNotice';
import { DownloadIssues } from './DownloadIssues';
import { OneObjectiveOffer } from './OneObjectiveOffer';
import { SampleOffer } from './SampleOffer';
import { SkipOffer } from './SkipOffer';
import type { Fault } from './state';

export function FaultNotice({ fault }: { fault: Fault }) {
  const text = useText();
  const coded = useCoded();
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new fault comes into sight, not only the first
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  const { issues, count = issues.length } = fault;
  return (
    <Notice as="div" kind="problem" role="alert" ref={frame}>
      <h3>{text('mapping.fault')}</h3>
      {issues.length === 0 && <p>{coded('error', fault.reason)}</p>}
      {issues.length > 0 && (
        <>
          {count > 1 && <IssueCount count={count} shown={issues.length} />}
          <IssueRows issues={issues} withFile />
          <SampleOffer issues={issues} />
          <OneObjectiveOffer issues={issues} />
          <SkipOffer fault={fault} />
          <DownloadIssues listed={fault} />
        </>
      )}
      <p className={common.note}>{text(fault.files ? 'mapping.fault.next.file' : 'mapping.fault.next')}</p>
    </Notice>
  );
}
