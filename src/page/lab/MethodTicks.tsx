/** Checkboxes for every method, grouped by family, and preset selections. */

import { clsx } from 'clsx';
import { CheckboxGroup, Label } from 'react-aria-components/CheckboxGroup';
import { Toolbar } from 'react-aria-components/Toolbar';
import type { MethodId } from '../../methods/methodCatalogue';
import { Button } from '../controls/Button';
import { CheckboxField } from '../controls/CheckboxField';
import common from '../controls/common.module.css';
import { methodGroups } from '../legend/methods';
import { useText } from '../messages/useText';
import styles from './lab.module.css';
import { isOffered, PRESETS, presetMethods } from './labDraft';
import { useCommands, usePage } from './usePage';

export function MethodTicks() {
  const text = useText();
  const { changeLab } = useCommands();
  const draft = usePage(({ lab }) => lab.draft);
  const { methods } = draft;
  return (
    <div>
      <div className={common.spread}>
        <h3>{text('lab.methods')}</h3>
        <Toolbar className={clsx(common.row)} aria-label={text('lab.presets')}>
          {PRESETS.map((preset) => (
            <Button key={preset} size="small" onPress={() => changeLab({ methods: presetMethods(preset) })}>
              {text(`lab.preset.${preset}`)}
            </Button>
          ))}
        </Toolbar>
      </div>
      <div className={styles.families}>
        {methodGroups(isOffered(draft)).map((group) => {
          const ids = group.methods.map(({ id }) => id);
          const others = methods.filter((id) => !ids.includes(id));
          return (
            <CheckboxGroup
              key={group.family}
              value={methods.filter((id) => ids.includes(id))}
              onChange={(chosen) => changeLab({ methods: [...others, ...(chosen as MethodId[])] })}
            >
              <Label className={styles.family}>{text(`family.${group.family}`)}</Label>
              {ids.map((id) => (
                <CheckboxField
                  key={id}
                  value={id}
                  label={text(`method.${id}.title`)}
                  help={text(`method.${id}.summary`)}
                />
              ))}
            </CheckboxGroup>
          );
        })}
      </div>
    </div>
  );
}
