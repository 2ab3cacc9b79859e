/** Checkboxes for the methods: four that every question begins with, the others by family behind a disclosure. */

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
import { COMMON_METHODS, isOffered, methodsOf, PRESETS, presetMethods } from './labDraft';
import { useCommands, usePage } from './usePage';

export function MethodTicks() {
  const text = useText();
  const { changeLab } = useCommands();
  const draft = usePage(({ lab }) => lab.draft);
  const isMore = ({ id }: { id: MethodId }) => !COMMON_METHODS.includes(id);
  const groups = methodGroups((method) => isOffered(draft)(method) && isMore(method));
  const count = groups.reduce((sum, { methods }) => sum + methods.length, 0);
  const chosen = methodsOf(draft).filter((id) => isMore({ id })).length;
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
      <div className={styles.common}>
        <MethodGroup title={text('lab.methods.common')} ids={COMMON_METHODS} isLine />
      </div>
      <details className={common.disclosure}>
        <summary>{text('lab.methods.more', { chosen, count })}</summary>
        <div className={styles.families}>
          {groups.map(({ family, methods }) => (
            <MethodGroup key={family} title={text(`family.${family}`)} ids={methods.map(({ id }) => id)} />
          ))}
        </div>
      </details>
    </div>
  );
}

/** A part of the methods under its title; `isLine` puts the boxes beside one another. */
function MethodGroup(properties: { title: string; ids: readonly MethodId[]; isLine?: boolean }) {
  const { title, ids, isLine = false } = properties;
  const text = useText();
  const { changeLab } = useCommands();
  const methods = usePage(({ lab }) => lab.draft.methods);
  const others = methods.filter((id) => !ids.includes(id));
  return (
    <CheckboxGroup
      value={methods.filter((id) => ids.includes(id))}
      onChange={(chosen) => changeLab({ methods: [...others, ...(chosen as MethodId[])] })}
    >
      <Label className={styles.family}>{title}</Label>
      <div className={clsx(isLine && styles.checkboxes)}>
        {ids.map((id) => (
          <CheckboxField
            key={id}
            value={id}
            label={text(`method.${id}.title`)}
            help={text(`method.${id}.summary`)}
          />
        ))}
      </div>
    </CheckboxGroup>
  );
}
