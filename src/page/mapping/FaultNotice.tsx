/** Why the files were refused, where: told beside the choices that may mend it. */
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components/Button';
import { issuesAsCsv } from '../../data/issuesCsv';
import { IssueRows } from '../header/ProblemNotice';
import { useText } from '../messages/useText';
import { save } from '../save';
import type { Fault } from './ownLogView';
import { SampleOffer } from './SampleOffer';

export function FaultNotice({ fault }: { fault: Fault }) {
  const text = useText();
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new fault comes into sight, not only the first
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, [fault]);
  const download = () => save(new Blob([issuesAsCsv(fault.issues)], { type: 'text/csv' }), 'problems.csv');
  return (
    <div className="problem mappingFault" role="alert" ref={frame}>
      <h2>{text('mapping.fault')}</h2>
      {fault.issues.length === 0 && <p>{fault.message}</p>}
      {fault.issues.length > 0 && (
        <>
          <IssueRows issues={fault.issues} withFile />
          <div>
            <Button className="button" onPress={download}>
              {text('mapping.fault.download')}
            </Button>
          </div>
        </>
      )}
      <SampleOffer issues={fault.issues} />
      <p className="note">{text('mapping.fault.next')}</p>
    </div>
  );
}
