/** A labelled switch, with an explanation where it needs one. */
import { Switch } from 'react-aria-components/Switch';
import { Help } from './Help';
import './controls.css';

export function SwitchControl(properties: {
  label: string;
  help?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}) {
  const { label, help, isOn, onChange, isDisabled = false } = properties;
  return (
    <div className="labelRow">
      <Switch className="switch" isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
        <span className="switchTrack" aria-hidden="true" />
        {label}
      </Switch>
      {help && <Help name={label}>{help}</Help>}
    </div>
  );
}
