/** Panel 1: choose a sample or open a log, and see what is in it. */
import { FaultNotice } from '../mapping/FaultNotice';
import { MappingScreen } from '../mapping/MappingScreen';
import { useText } from '../messages/useText';
import { usePage } from '../usePage';
import { CsvReading } from './CsvReading';
import { Facts } from './Facts';
import { Funnel } from './Funnel';
import { LoadingBar } from './LoadingBar';
import { OwnLog } from './OwnLog';
import { Samples } from './Samples';
import { Warnings } from './Warnings';
import './data.css';

export function DataPanel() {
  const draft = usePage(({ ownLog }) => ownLog.draft);
  const fault = usePage(({ ownLog }) => ownLog.fault);
  return (
    <>
      <div className="sources">
        <Samples />
        <OwnLog />
      </div>
      {draft ? (
        <MappingScreen draft={draft} />
      ) : (
        <>
          <LoadingBar />
          {fault && <FaultNotice fault={fault} />}
          <Log />
        </>
      )}
    </>
  );
}

function Log() {
  const text = useText();
  const dataset = usePage((state) => state.dataset);
  if (!dataset) return <p className="empty">{text('data.empty')}</p>;
  return (
    <>
      <div className="logViews">
        <Funnel dataset={dataset} />
        <Facts dataset={dataset} />
      </div>
      {dataset.csv && <CsvReading report={dataset.csv} />}
      <Warnings issues={dataset.summary.warnings} />
    </>
  );
}
