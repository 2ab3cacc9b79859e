/** The generated logs, as a group of radio cards. */
import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { SAMPLES } from '../../data/sample/catalogue';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

export function Samples() {
  const text = useText();
  const { loadSample } = useCommands();
  const sample = usePage((state) => state.dataset?.sample ?? null);
  const isLoading = usePage((state) => state.loading !== null);
  return (
    <RadioGroup
      className="samples"
      value={sample}
      onChange={(name) => void loadSample(name)}
      isDisabled={isLoading}
    >
      <Label className="groupLabel">{text('data.samples')}</Label>
      <div className="sampleCards">
        {SAMPLES.map(({ name, users, items }) => (
          <Radio key={name} value={name} className="sampleCard">
            <strong>{text(`sample.${name}.title`)}</strong>
            <span>{text(`sample.${name}.hint`)}</span>
            <span className="note">{text('data.size', { users, items })}</span>
          </Radio>
        ))}
      </div>
      <p className="note">{text('data.samples.note')}</p>
    </RadioGroup>
  );
}
