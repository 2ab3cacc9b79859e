/** A person's own log: drop a file or choose one. */
import { Button } from 'react-aria-components/Button';
import { DropZone, Text as Slot } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useText } from '../messages/useText';
import { useCommands, usePage } from '../usePage';

const TYPES = ['.csv', '.tsv', '.txt', '.inter', 'text/csv', 'text/plain', 'text/tab-separated-values'];

export function OwnLog() {
  const text = useText();
  const { loadCsv } = useCommands();
  const name = usePage((state) =>
    state.dataset?.sample === undefined ? state.dataset?.summary.name : undefined,
  );
  return (
    <div className="ownLog">
      <h3 className="groupLabel">{text('data.own')}</h3>
      <DropZone
        className="dropZone"
        onDrop={async ({ items }) => {
          const file = items.find((item) => item.kind === 'file');
          if (file?.kind === 'file') await loadCsv(await file.getFile());
        }}
      >
        {name && <strong className="ownName">{name}</strong>}
        <Slot slot="label">{text('data.drop')}</Slot>
        <FileTrigger
          acceptedFileTypes={TYPES}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void loadCsv(file);
          }}
        >
          <Button className="button">{text('data.choose')}</Button>
        </FileTrigger>
      </DropZone>
      <p className="note">
        {text('data.own.note')}{' '}
        <a href="./sample.csv" download>
          {text('data.template')}
        </a>
      </p>
    </div>
  );
}
