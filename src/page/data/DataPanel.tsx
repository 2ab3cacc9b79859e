/** Panel 1: choose a sample or open a log, and see what is in it. */
import { useEffect, useRef } from 'react';
import { Button } from 'react-aria-components/Button';
import type { DatasetView } from '../../worker/protocol/data';
import { FaultNotice } from '../mapping/FaultNotice';
import { LoadingBar } from '../mapping/LoadingBar';
import { MappingScreen } from '../mapping/MappingScreen';
import { useText } from '../messages/useText';
import { Facts } from './Facts';
import { FileReport } from './FileReport';
import { Funnel } from './Funnel';
import { ReportCard } from './ReportCard';
import { Samples } from './Samples';
import { Upload } from './Upload';
import { useCommands, usePage } from './usePage';
import { Warnings } from './Warnings';
import './data.css';

export function DataPanel() {
  const draft = usePage(({ upload }) => upload.draft);
  const fault = usePage(({ upload }) => upload.fault);
  const landing = useFocusAfter(draft !== null);
  return (
    <>
      <div className="sources">
        <Samples />
        <Upload />
      </div>
      {draft ? (
        <MappingScreen draft={draft} />
      ) : (
        <>
          <LoadingBar />
          {fault && <FaultNotice fault={fault} />}
          <div className="stack" ref={landing} tabIndex={-1}>
            <Log />
          </div>
        </>
      )}
    </>
  );
}

/** When the mapping screen closes, the keyboard goes on at the log instead of the top of the page. */
function useFocusAfter(isMapping: boolean) {
  const landing = useRef<HTMLDivElement>(null);
  const wasMapping = useRef(false);
  useEffect(() => {
    if (wasMapping.current && !isMapping) landing.current?.focus();
    wasMapping.current = isMapping;
  }, [isMapping]);
  return landing;
}

function LogActions({ sample, sampleOptions }: DatasetView) {
  const text = useText();
  const { exportLog, drawAnother } = useCommands();
  const isBusy = usePage(({ loading }) => loading !== null);
  return (
    <div className="row">
      <Button className="button" isDisabled={isBusy} onPress={() => void exportLog()}>
        {text('data.export')}
      </Button>
      {sample && (
        <>
          {/* Not disabled while it loads: the keyboard stays on it, for the next one. */}
          <Button className="button" isPending={isBusy} onPress={() => void drawAnother()}>
            {text('data.newLog')}
          </Button>
          <span className="note">{text('data.newLog.note', { seed: sampleOptions?.seed ?? 0 })}</span>
        </>
      )}
    </div>
  );
}

function Log() {
  const text = useText();
  const dataset = usePage((state) => state.dataset);
  const report = usePage(({ upload }) => upload.report);
  if (!dataset) return <p className="empty">{text('data.empty')}</p>;
  return (
    <>
      <div className="logViews">
        <Funnel dataset={dataset} />
        <Facts dataset={dataset} />
      </div>
      <LogActions {...dataset} />
      {report && <ReportCard report={report} dataset={dataset} />}
      {dataset.csv && <FileReport report={dataset.csv} />}
      <Warnings dataset={dataset} />
    </>
  );
}
