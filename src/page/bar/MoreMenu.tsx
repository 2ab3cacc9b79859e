/** The menu of what is rarely needed: colours, link, parameters, shortcuts, deletion, about. */
import { useState } from 'react';
import { MenuButton, type MenuGroup } from '../controls/MenuButton';
import { Icon } from '../legend/Icon';
import { useText } from '../messages/useText';
import type { Drawer, Theme } from '../shell/state';
import styles from './Bar.module.css';
import { useCommands, usePage } from './usePage';

const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];
const DRAWERS: Readonly<Record<string, Drawer>> = {
  parameters: 'plan',
  shortcuts: 'shortcuts',
  delete: 'delete',
  about: 'about',
};

export function MoreMenu() {
  const text = useText();
  const { setTheme, openDrawer, copyLink } = useCommands();
  const theme = usePage((state) => state.theme);
  // By value: a plan that is prepared brings the same settings as another object.
  const config = usePage((state) => JSON.stringify(state.draft.config));
  const [copied, setCopied] = useState('');
  const groups: MenuGroup[] = [
    {
      title: text('theme.label'),
      current: theme,
      entries: THEMES.map((name) => ({ id: name, title: text(`theme.${name}`) })),
    },
    {
      title: text('bar.more.page'),
      entries: [
        { id: 'link', title: text('link.copy') },
        { id: 'parameters', title: text('bar.more.parameters') },
        { id: 'shortcuts', title: text('bar.more.shortcuts') },
        { id: 'delete', title: text('storage.deleteAll') },
        { id: 'about', title: text('bar.more.about') },
      ],
    },
  ];
  const choose = async (id: string) => {
    const drawer = DRAWERS[id];
    if (drawer) openDrawer(drawer);
    else if (id !== 'link') setTheme(id as Theme);
    else if (config !== 'null' && (await copyLink())) setCopied(config);
  };
  return (
    <>
      <MenuButton
        label={text('bar.more')}
        groups={groups}
        onChoose={(id) => void choose(id)}
        className={styles.more}
      >
        <Icon name="more" />
      </MenuButton>
      <span className={styles.copied} role="status">
        {copied === config && <span>{text('link.copied')}</span>}
      </span>
    </>
  );
}
