/** A button that opens a menu: choices of which one is current, and commands. */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import listboxStyles from './Listbox.module.css';
import styles from './MenuButton.module.css';

export interface MenuEntry {
  id: string;
  title: string;
  detail?: string;
}

/** Entries under a heading. Where one of them is current, the group is a choice. */
export interface MenuGroup {
  title: string;
  entries: readonly MenuEntry[];
  current?: string | null;
}

export function MenuButton(properties: {
  /** The button's name for screen readers. */
  label: string;
  groups: readonly MenuGroup[];
  onChoose: (id: string) => void;
  className?: string | undefined;
  isDisabled?: boolean;
  children: ReactNode;
}) {
  const { label, groups, onChoose, className, isDisabled = false, children } = properties;
  return (
    <MenuTrigger>
      <Button className={clsx(styles.button, className)} aria-label={label} isDisabled={isDisabled}>
        {children}
      </Button>
      <Popover className={clsx(listboxStyles.popover, styles.popover)}>
        <Menu className={clsx(listboxStyles.listbox, styles.menu)} onAction={(id) => onChoose(String(id))}>
          {groups.map(({ title, entries, current }) => (
            <MenuSection
              key={title}
              {...(current !== undefined && {
                selectionMode: 'single' as const,
                disallowEmptySelection: true,
                selectedKeys: current === null ? [] : [current],
              })}
            >
              <Header className={styles.heading}>{title}</Header>
              {entries.map((entry) => (
                <MenuItem
                  key={entry.id}
                  id={entry.id}
                  textValue={entry.title}
                  className={clsx(listboxStyles.option, styles.entry)}
                >
                  {entry.title}
                  {entry.detail && <small>{entry.detail}</small>}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
