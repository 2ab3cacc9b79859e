/** Panel 1: choose a sample or open a log, and see what is in it. */
import { useText } from '../messages/useText';
import { usePage } from '../usePage';
import { CsvReading } from './CsvReading';
import { Facts } from './Facts';
import { Funnel } from './Funnel';
import { OwnLog } from './OwnLog';
import { Samples } from './Samples';
import { Warnings } from './Warnings';
import './data.css';

export function DataPanel() {
  return (
    <>
      <div className="sources">
        <Samples />
        <OwnLog />
      </div>
      <Loading />
      <Log />
    </>
  );
}

function Loading() {
  const text = useText();
  const loading = usePage((state) => state.loading);
  return (
    <div role="status">
      {loading && (
        <div className="loading">
          <span>{text(`data.loading.${loading.what}`)}</span>
          <progress
            aria-label={text(`data.loading.${loading.what}`)}
            {...(loading.total > 0 ? { value: loading.done, max: loading.total } : {})}
          />
        </div>
      )}
    </div>
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
