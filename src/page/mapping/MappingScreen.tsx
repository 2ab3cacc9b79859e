/** What was understood of the files that were chosen, before they are loaded; everything can be corrected. */
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components/Button';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import { canLoad, countDraft, excessOf, isClear } from './draftCount';
import { FaultNotice } from './FaultNotice';
import { FileMapping } from './FileMapping';
import { FunnelCounts } from './FunnelCounts';
import { LoadingBar } from './LoadingBar';
import { MoreChoices } from './MoreChoices';
import type { MappingDraft } from './mappingDraft';
import { SampleOffer } from './SampleOffer';
import { useCommands, usePage } from './usePage';
import './mapping.css';

/** Where nothing is left to ask, Enter is enough; else the keyboard starts at the top, and Enter does nothing. */
export function MappingScreen({ draft }: { draft: MappingDraft }) {
  const text = useText();
  const coded = useCoded();
  const fault = usePage(({ upload }) => upload.fault);
  const counted = useDeferredValue(draft);
  const count = useMemo(() => countDraft(counted), [counted]);
  const clear = isClear(counted, count);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = useRef<HTMLButtonElement>(null);
  const isClearAtFirst = useRef(clear);
  useEffect(() => {
    (isClearAtFirst.current ? load : heading).current?.focus();
  }, []);
  const excess = excessOf(draft);
  useFocusWhenFitting(load, excess !== undefined);
  const { files } = draft;
  const title =
    files.length === 1
      ? text('mapping.title', { name: files[0]!.profile.file })
      : text('mapping.title.several', { count: files.length });
  return (
    <section className="card stack mapping" aria-label={title}>
      <div className="stack">
        <h3 className="mappingTitle" ref={heading} tabIndex={-1}>
          {title}
        </h3>
        <FunnelCounts count={count} share={draft.choices.sample?.share ?? 1} />
        <p className={canLoad(count) ? 'note' : 'remark'}>
          {text(!canLoad(count) ? 'mapping.cannot' : clear ? 'mapping.clear' : 'mapping.check')}
          {count.issues.length > 0 && ` ${coded('issue', count.issues[0]!)}`}
        </p>
        {excess && (
          <div className="stack" role="alert">
            <p className="remark">{coded('issue', excess)}</p>
            <SampleOffer issues={[excess]} />
          </div>
        )}
        <Buttons canLoad={canLoad(count) && !excess} load={load} />
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

/** Once a share of the users was taken, the offer is gone and the keyboard goes on at Load. */
function useFocusWhenFitting(load: RefObject<HTMLButtonElement | null>, isExcess: boolean) {
  const wasExcess = useRef(isExcess);
  useEffect(() => {
    if (wasExcess.current && !isExcess) load.current?.focus();
    wasExcess.current = isExcess;
  }, [load, isExcess]);
}

function Buttons(properties: { canLoad: boolean; load: RefObject<HTMLButtonElement | null> }) {
  const text = useText();
  const { loadMapped, cancelMapping } = useCommands();
  const isLoading = usePage((state) => state.loading !== null);
  return (
    <div className="row">
      <Button
        ref={properties.load}
        className="button primaryButton"
        data-primary=""
        isDisabled={!properties.canLoad}
        isPending={isLoading}
        onPress={() => void loadMapped()}
      >
        {text('mapping.load')}
      </Button>
      <Button className="button" onPress={cancelMapping}>
        {text('mapping.cancel')}
      </Button>
    </div>
  );
}
