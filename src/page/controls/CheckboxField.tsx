/** One of several that may be chosen together, with an explanation where it needs one. */
import { Checkbox } from 'react-aria-components/Checkbox';
import { Icon } from '../legend/Icon';
import { Help } from './Help';
import './controls.css';

export function CheckboxField({ value, label, help }: { value: string; label: string; help?: string }) {
  return (
    <div className="labelRow">
      <Checkbox className="tick" value={value}>
        <span className="tickBox" aria-hidden="true">
          <Icon name="check" size={12} />
        </span>
        {label}
      </Checkbox>
      {help && <Help name={label}>{help}</Help>}
    </div>
  );
}
