/** The split into training and test; an uploaded log can be split in another way. */
import { SPLIT_METHODS } from '../../data/schema';
import type { DatasetView } from '../../worker/protocol/data';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { SelectField } from '../controls/SelectField';
import { useText } from '../messages/useText';
import styles from './ReportCard.module.css';
import { useCommands, usePage } from './usePage';

export function SplitChoice({ dataset, hasTimes }: { dataset: DatasetView; hasTimes: boolean }) {
  const text = useText();
  const { changeSplit } = useCommands();
  const canSplit = usePage(({ upload }) => upload.request !== null);
  const isLoading = usePage((state) => state.loading !== null);
  return (
    <div className={styles.split}>
      {canSplit && hasTimes ? (
        <SelectField
          label={text('report.split')}
          options={SPLIT_METHODS.map((id) => ({ id, title: text(`split.${id}`) }))}
          selected={dataset.splitMethod}
          onChoose={(method) => method !== dataset.splitMethod && void changeSplit(method)}
          isDisabled={isLoading}
        />
      ) : (
        <FieldLabel as="h4">{text('report.split')}</FieldLabel>
      )}
      <p className={common.note}>
        {text(`data.split.${dataset.splitMethod}`)}{' '}
        {canSplit && text(hasTimes ? 'report.split.again' : 'report.split.untimed')}
      </p>
    </div>
  );
}
