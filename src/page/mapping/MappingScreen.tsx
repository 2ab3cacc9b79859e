/** What was understood of the files that were chosen, before they are loaded; everything can be corrected. */
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components/Button';
import { LoadingBar } from '../data/LoadingBar';
import { useText } from '../messages/useText';
import { useCommands, usePage } from '../usePage';
import type { MappingDraft } from './draft';
import { FaultNotice } from './FaultNotice';
import { FileMapping } from './FileMapping';
import { FunnelCounts } from './FunnelCounts';
import { MoreChoices } from './MoreChoices';
import { canLoad, countDraft, isClear } from './outcome';
import './mapping.css';

export function MappingScreen({ draft }: { draft: MappingDraft }) {
  const text = useText();
  const fault = usePage(({ ownLog }) => ownLog.fault);
  const counted = useDeferredValue(draft);
  const count = useMemo(() => countDraft(counted), [counted]);
  const clear = isClear(counted, count);
  const { files } = draft;
  const title =
    files.length === 1
      ? text('mapping.title', { name: files[0]!.survey.file })
      : text('mapping.title.several', { count: files.length });
  return (
    <section className="card stack mapping" aria-label={title}>
      <div className="stack">
        <h3 className="mappingTitle">{title}</h3>
        <FunnelCounts count={count} />
        <p className="note">
          {text(!canLoad(count) ? 'mapping.cannot' : clear ? 'mapping.clear' : 'mapping.check')}
          {count.issues.length > 0 && ` ${count.issues[0]!.message}`}
        </p>
        <Buttons canLoad={canLoad(count)} isClear={clear} />
        <LoadingBar />
        {fault && <FaultNotice fault={fault} />}
      </div>
      {files.map((file, index) => (
        <FileMapping
          // biome-ignore lint/suspicious/noArrayIndexKey: files keep their place, and names may repeat
          key={index}
          file={file}
          index={index}
          isOneOfSeveral={files.length > 1}
        />
      ))}
      <MoreChoices choices={draft.choices} />
    </section>
  );
}

/** Where nothing is left to ask, Enter is enough; else the keyboard starts at the first choice. */
function Buttons(properties: { canLoad: boolean; isClear: boolean }) {
  const text = useText();
  const { loadMapped, cancelMapping } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  const load = useRef<HTMLButtonElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const first = useRef(properties.isClear);
  useEffect(() => {
    (first.current ? load : cancel).current?.focus();
  }, []);
  return (
    <div className="row">
      <Button
        ref={load}
        className="button primaryButton"
        data-primary=""
        isDisabled={!properties.canLoad}
        isPending={isLoading}
        onPress={() => void loadMapped()}
      >
        {text('mapping.load')}
      </Button>
      <Button ref={cancel} className="button" onPress={cancelMapping}>
        {text('mapping.cancel')}
      </Button>
    </div>
  );
}
