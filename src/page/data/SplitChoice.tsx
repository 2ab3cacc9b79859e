/** The split into training and test, in view with what it means; an uploaded log can be split in another way. */
import type { DataReport } from '../../data/report/dataReport';
import type { DatasetView } from '../../worker/protocol/data';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { SplitRadios } from '../mapping/SplitRadios';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function SplitChoice({ dataset, report }: { dataset: DatasetView; report: DataReport }) {
  const text = useText();
  const { changeSplit } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  if (report.times && dataset.sample === undefined) {
    return (
      <SplitRadios
        label={text('report.split')}
        selected={dataset.splitMethod}
        onChoose={(method) => void changeSplit(method)}
        outlooks={report.splits}
        isDisabled={isLoading}
      />
    );
  }
  return (
    <div>
      <FieldLabel as="h4">{text('report.split')}</FieldLabel>
      <p className={common.note}>
        {text(dataset.sample ? 'data.split.random' : `split.${dataset.splitMethod}.means`)}{' '}
        {dataset.sample === undefined && text('report.split.untimed')}
      </p>
    </div>
  );
}
