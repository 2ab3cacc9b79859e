/** A person's own log: drop files or choose them; the mapping screen follows. */
import { Button } from 'react-aria-components/Button';
import { DropZone, Text as Slot } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useText } from '../messages/useText';
import { useCommands, usePage } from './usePage';

const TYPES = [
  ...['.csv', '.tsv', '.txt', '.inter', '.dat', '.gz'],
  ...['text/csv', 'text/plain', 'text/tab-separated-values', 'application/gzip', 'application/x-gzip'],
];
const TEMPLATES = ['flags', 'events', 'ratings', 'views', 'carts', 'purchases'] as const;

export function Upload() {
  const text = useText();
  const { openFiles } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const name = usePage((state) =>
    state.dataset?.sample === undefined ? state.dataset?.summary.name : undefined,
  );
  return (
    <div className="ownLog">
      <h3 className="groupLabel">{text('data.upload')}</h3>
      <DropZone
        className="dropZone"
        onDrop={async ({ items }) => {
          const files = items.filter((item) => item.kind === 'file').map((item) => item.getFile());
          if (files.length > 0) await openFiles(await Promise.all(files));
        }}
      >
        {name && <strong className="ownName">{name}</strong>}
        <Slot slot="label">{text('data.drop')}</Slot>
        <FileTrigger
          acceptedFileTypes={TYPES}
          allowsMultiple
          onSelect={(files) => {
            if (files && files.length > 0) void openFiles([...files]);
          }}
        >
          <Button className="button" isDisabled={isLoading}>
            {text('data.choose')}
          </Button>
        </FileTrigger>
      </DropZone>
      <p className="note">{text('data.upload.note')}</p>
      <p className="note templates">
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
