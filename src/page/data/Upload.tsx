/** Upload of a log by drop or file chooser; the mapping screen follows. */

import { clsx } from 'clsx';
import { DropZone, Text as Slot } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { FILE_TYPES } from '../mapping/fileTypes';
import { useText } from '../messages/useText';
import { droppedFiles } from './droppedFiles';
import styles from './Upload.module.css';
import { useCommands, usePage } from './usePage';

const TEMPLATES = ['flags', 'events', 'ratings', 'views', 'carts', 'purchases'] as const;

export function Upload() {
  const text = useText();
  const { openFiles } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const name = usePage((state) =>
    state.dataset?.sample === undefined ? state.dataset?.summary.name : undefined,
  );
  return (
    <div className={styles.upload}>
      <FieldLabel as="h3">{text('data.upload')}</FieldLabel>
      <DropZone
        data-part="drop-zone"
        className={clsx(styles.dropZone)}
        onDrop={({ items }) => {
          if (items.some(({ kind }) => kind !== 'text')) void openFiles(droppedFiles(items));
        }}
      >
        {name && <strong className={styles.fileName}>{name}</strong>}
        <Slot slot="label">{text('data.drop')}</Slot>
        <FileTrigger
          acceptedFileTypes={FILE_TYPES}
          allowsMultiple
          onSelect={(files) => {
            if (files && files.length > 0) void openFiles([...files]);
          }}
        >
          <Button isDisabled={isLoading}>{text('data.choose')}</Button>
        </FileTrigger>
      </DropZone>
      <p className={common.note}>{text('data.upload.note')}</p>
      <p className={clsx(common.note, styles.templates)}>
        {text('data.templates')}
        {TEMPLATES.map((name) => (
          <a key={name} href={`./templates/${name}.csv`} download>
            {text(`data.template.${name}`)}
          </a>
        ))}
      </p>
    </div>
  );
}
