/** Panel 1: choose a sample or open a log, and see what is in it. */
import { useEffect, useRef } from 'react';
import type { DatasetView } from '../../worker/protocol/data';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { FaultNotice } from '../mapping/FaultNotice';
import { LoadingBar } from '../mapping/LoadingBar';
import { MappingScreen } from '../mapping/MappingScreen';
import { useText } from '../messages/useText';
import styles from './DataPanel.module.css';
import { ExportMenu } from './ExportMenu';
import { Facts } from './Facts';
import { FileReport } from './FileReport';
import { Funnel } from './Funnel';
import { ReportCard } from './ReportCard';
import { Samples } from './Samples';
import { Upload } from './Upload';
import { useCommands, usePage } from './usePage';
import { Warnings } from './Warnings';

export function DataPanel() {
  const draft = usePage(({ upload }) => upload.draft);
  const fault = usePage(({ upload }) => upload.fault);
  const landing = useFocusAfter(draft !== null);
  return (
    <>
      <div className={styles.sources}>
        <Samples />
        <Upload />
      </div>
      {draft ? (
        <MappingScreen draft={draft} />
      ) : (
        <>
          <LoadingBar />
          {fault && <FaultNotice fault={fault} />}
          <div className={common.stack} ref={landing} tabIndex={-1}>
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
  const { drawAnother } = useCommands();
  const isBusy = usePage(({ loading }) => loading !== null);
  return (
    <div className={common.row}>
      <ExportMenu />
      {sample && (
        <>
          {/* Not disabled while it loads: the keyboard stays on it, for the next one. */}
          <Button isBusy={isBusy} onPress={() => void drawAnother()}>
            {text('data.newLog')}
          </Button>
          <span className={common.note}>{text('data.newLog.note', { seed: sampleOptions?.seed ?? 0 })}</span>
        </>
      )}
    </div>
  );
}

function Log() {
  const text = useText();
  const dataset = usePage((state) => state.dataset);
  const report = usePage(({ upload }) => upload.report);
  if (!dataset) return <Notice kind="empty">{text('data.empty')}</Notice>;
  return (
    <>
      <div className={styles.overview}>
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
