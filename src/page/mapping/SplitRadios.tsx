/** The splits as radio buttons, each with what it means, and what it would leave to test on where that is known. */
import { clsx } from 'clsx';
import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { SplitOutlook } from '../../data/report/splitOutlook';
import { SPLIT_METHODS, type SplitMethod } from '../../data/schema';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { useNumbers, useText } from '../messages/useText';
import styles from './SplitRadios.module.css';

/** The splits by time first. */
const ORDER = SPLIT_METHODS.toSorted((left, right) => Number(left === 'random') - Number(right === 'random'));

export function SplitRadios(properties: {
  label: string;
  selected: SplitMethod;
  onChoose: (method: SplitMethod) => void;
  /** Absent while nothing is loaded. */
  outlooks?: readonly SplitOutlook[];
  isDisabled?: boolean;
}) {
  const { label, selected, onChoose, outlooks, isDisabled = false } = properties;
  const outlookOf = (wanted: SplitMethod) => outlooks?.find(({ method }) => method === wanted);
  const text = useText();
  return (
    <RadioGroup
      className={clsx(styles.group)}
      value={selected}
      onChange={(method) => method !== selected && onChoose(method as SplitMethod)}
      isDisabled={isDisabled}
    >
      <FieldLabel as={Label}>{label}</FieldLabel>
      {ORDER.map((method) => (
        <Radio
          key={method}
          value={method}
          className={clsx(styles.choice)}
          isDisabled={outlooks !== undefined && !outlookOf(method)}
        >
          <span className={styles.mark} aria-hidden="true" />
          <span>
            <strong>{text(`split.${method}`)}</strong>
            <span className={common.line}>{text(`split.${method}.means`)}</span>
            {outlooks && <Outlook outlook={outlookOf(method)} />}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Outlook({ outlook }: { outlook: SplitOutlook | undefined }) {
  const text = useText();
  const numbers = useNumbers();
  if (!outlook) return <span className={common.line}>{text('split.nobody')}</span>;
  const { testUsers, newUsers, testPairs, isEstimate } = outlook;
  return (
    <span className={common.line}>
      {text('split.tested', {
        isEstimate: String(isEstimate),
        users: numbers.count(testUsers),
        fresh: numbers.count(newUsers),
        pairs: numbers.count(testPairs),
      })}
    </span>
  );
}
