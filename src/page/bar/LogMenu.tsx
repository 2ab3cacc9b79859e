/** The log in a menu: a sample, or a file that is mapped in the view Data. */
import { type ChangeEvent, useRef } from 'react';
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import { MenuButton, type MenuGroup } from '../controls/MenuButton';
import { Icon } from '../legend/Icon';
import { FILE_TYPES } from '../mapping/fileTypes';
import { useText } from '../messages/useText';
import styles from './Bar.module.css';
import { useCommands, usePage } from './usePage';

const FILE = 'file';

export function LogMenu() {
  const text = useText();
  const { loadSample, openFiles, openView } = useCommands();
  const sample = usePage(({ dataset }) => dataset?.sample ?? null);
  const logName = usePage(({ dataset }) => dataset?.summary.name);
  const chooser = useRef<HTMLInputElement>(null);
  const isSample = SAMPLES.some(({ name }) => name === sample);
  const name =
    SAMPLES.filter(({ name }) => name === sample).map(({ name }) => text(`sample.${name}.title`))[0] ??
    logName ??
    text('bar.log.none');
  const groups: MenuGroup[] = [
    {
      title: text('data.samples'),
      current: isSample ? sample : null,
      entries: SAMPLES.map(({ name, users, items }) => ({
        id: name,
        title: text(`sample.${name}.title`),
        detail: `${text(`sample.${name}.hint`)}. ${text('data.size', { users, items })}.`,
      })),
    },
    { title: text('bar.log.file'), entries: [{ id: FILE, title: text('bar.log.open') }] },
  ];
  const choose = (id: string) => {
    if (id === FILE) chooser.current?.click();
    else if (id !== sample) void loadSample(id);
  };
  const open = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const files = [...(target.files ?? [])];
    target.value = '';
    if (files.length === 0) return;
    openView('data');
    void openFiles(files);
  };
  return (
    <>
      <MenuButton
        label={text('bar.log', { name })}
        groups={groups}
        onChoose={choose}
        className={styles.menuButton}
      >
        <span className={styles.word}>{text('bar.log.word')}</span>
        <strong className={styles.chosen}>{name}</strong>
        <Icon name="chevron" size={12} />
      </MenuButton>
      <input ref={chooser} type="file" multiple hidden accept={FILE_TYPES.join(',')} onChange={open} />
    </>
  );
}
