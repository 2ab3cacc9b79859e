/** The generated logs, as a group of radio cards. */

import { clsx } from 'clsx';
import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { useText } from '../messages/useText';
import styles from './Samples.module.css';
import { useCommands, usePage } from './usePage';

export function Samples() {
  const text = useText();
  const { loadSample } = useCommands();
  const sample = usePage((state) => state.dataset?.sample ?? null);
  const isLoading = usePage((state) => state.loading !== null);
  return (
    <RadioGroup
      className={clsx(styles.samples)}
      value={sample}
      onChange={(name) => void loadSample(name)}
      isDisabled={isLoading}
    >
      <FieldLabel as={Label}>{text('data.samples')}</FieldLabel>
      <div className={styles.cards}>
        {SAMPLES.map(({ name, users, items }) => (
          <Radio key={name} value={name} className={clsx(styles.card)}>
            <strong>{text(`sample.${name}.title`)}</strong>
            <span>{text(`sample.${name}.hint`)}</span>
            <span className={common.note}>{text('data.size', { users, items })}</span>
          </Radio>
        ))}
      </div>
      <p className={common.note}>{text('data.samples.note')}</p>
    </RadioGroup>
  );
}
