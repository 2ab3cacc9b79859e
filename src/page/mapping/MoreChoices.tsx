/** Choices for the whole log: share of the users, names, and what to do with faulty rows. */
import { SAMPLE_SHARES } from '../../data/table/limits';
import common from '../controls/common.module.css';
import { SelectField } from '../controls/SelectField';
import { SwitchControl } from '../controls/SwitchControl';
import { useNumbers, useText } from '../messages/useText';
import styles from './mapping.module.css';
import type { LogChoices } from './mappingDraft';
import { NameFields } from './NameFields';
import { useCommands } from './usePage';

export function MoreChoices({ choices }: { choices: LogChoices }) {
  const text = useText();
  const numbers = useNumbers();
  const { changeChoices } = useCommands();
  const shares = [1, ...SAMPLE_SHARES].map((share) => ({
    id: String(share),
    title:
      share === 1 ? text('mapping.share.all') : text('mapping.share.part', { share: numbers.share(share) }),
  }));
  return (
    <details className={common.disclosure}>
      <summary>{text('mapping.more')}</summary>
      <div className={styles.grid}>
        <SelectField
          label={text('mapping.share')}
          options={shares}
          selected={String(choices.sample?.share ?? 1)}
          onChoose={(share) =>
            changeChoices({ sample: share === '1' ? undefined : { share: Number(share), seed: 0 } })
          }
        />
        <NameFields names={choices.names} />
        <div className={styles.switch}>
          <SwitchControl
            label={text('mapping.skip')}
            help={text('mapping.skip.help')}
            isOn={choices.badRows === 'skip'}
            onChange={(isOn) => changeChoices({ badRows: isOn ? 'skip' : 'refuse' })}
          />
        </div>
        <div className={styles.switch}>
          <SwitchControl
            label={text('mapping.strict')}
            help={text('mapping.strict.help')}
            isOn={choices.nesting === 'reject'}
            onChange={(isOn) => changeChoices({ nesting: isOn ? 'reject' : 'close' })}
          />
        </div>
      </div>
    </details>
  );
}
