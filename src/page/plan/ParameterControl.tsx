/** The control of one parameter, by its kind. */
import { type Parameter, valueAt } from '../../config';
import fieldStyles from '../controls/Field.module.css';
import { Help } from '../controls/Help';
import { NumberControl } from '../controls/NumberControl';
import { SelectField } from '../controls/SelectField';
import { SwitchControl } from '../controls/SwitchControl';
import type { MessageId } from '../messages/en';
import { useNumbers, useText } from '../messages/useText';
import styles from './plan.module.css';
import { useCommands, usePage } from './usePage';

export function ParameterControl({ parameter }: { parameter: Parameter }) {
  const text = useText();
  const numbers = useNumbers();
  const { setParameter } = useCommands();
  const { path } = parameter;
  const value = usePage(({ draft }) => draft.config && valueAt(draft.config, path));
  const standard = usePage(({ draft }) => draft.defaults && valueAt(draft.defaults, path));
  const label = text(`config.${path}.label` as MessageId);
  const help = text(`config.${path}.help` as MessageId);
  const commit = (next: unknown) => setParameter(path, next);

  if (parameter.kind === 'switch') {
    return (
      <div className={styles.switch}>
        <SwitchControl label={label} help={help} isOn={value === true} onChange={commit} />
      </div>
    );
  }
  if (parameter.kind === 'choice') {
    const options = parameter.choices.map((id) => ({ id, title: text(`choice.${id}` as MessageId) }));
    return (
      <div className={fieldStyles.withHelp}>
        <SelectField label={label} options={options} selected={value as string} onChoose={commit} />
        <Help name={label}>{help}</Help>
      </div>
    );
  }
  const { min, max, step, integer = false } = parameter;
  const changed =
    value === standard ? undefined : text('plan.changedMark', { value: numbers.plain(standard as number) });
  return (
    <NumberControl
      label={label}
      help={help}
      value={value as number}
      onCommit={commit}
      bounds={{ min, max, step, integer }}
      changed={changed}
    />
  );
}
