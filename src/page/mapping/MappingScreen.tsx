/** The proposed mapping of the chosen files, before they are loaded; everything can be corrected. */
import { type RefObject, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import { areApart, canLoad, countDraft, excessOf, isClear } from './draftCount';
import { FaultNotice } from './FaultNotice';
import { FileMapping } from './FileMapping';
import { FunnelCounts } from './FunnelCounts';
import { LoadingBar } from './LoadingBar';
import { MoreChoices } from './MoreChoices';
import styles from './mapping.module.css';
import { type MappingDraft, openQuestions } from './mappingDraft';
import { OneObjectiveOffer } from './OneObjectiveOffer';
import { SampleOffer } from './SampleOffer';
import { SplitRadios } from './SplitRadios';
import { useCommands, usePage } from './usePage';

/** Focuses Load where everything was recognised, so that Enter is enough; otherwise the title. */
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
  const [question] = files
    .flatMap((file) => openQuestions(file, files.length > 1))
    .filter(({ isOptional }) => !isOptional);
  const readiness = [
    text(!canLoad(count) ? 'mapping.cannot' : clear ? 'mapping.clear' : 'mapping.check'),
    question
      ? `${text('mapping.question', { about: question.about })} ${coded('reason', question.reason)}`
      : count.issues.length > 0 && coded('issue', count.issues[0]!),
    areApart(counted, count) && text('mapping.counts.apart', { count: count.pairs.click }),
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <Card as="section" data-part="mapping" className={styles.mapping} aria-label={title}>
      <div className={common.stack}>
        <h3 className={styles.title} ref={heading} tabIndex={-1}>
          {title}
        </h3>
        <FunnelCounts count={count} share={draft.choices.sample?.share ?? 1} />
        {canLoad(count) ? (
          <p className={common.note} data-part="readiness">
            {readiness}
          </p>
        ) : (
          <Notice kind="remark" data-part="readiness">
            {readiness}
          </Notice>
        )}
        {excess && (
          <div className={common.stack} role="alert">
            <Notice kind="remark">{coded('issue', excess)}</Notice>
            <SampleOffer issues={[excess]} />
          </div>
        )}
        <OneObjectiveOffer issues={count.issues} />
        <Buttons canLoad={canLoad(count) && !excess} load={load} />
        <LoadingBar />
        {fault && <FaultNotice fault={fault} />}
      </div>
      {files.map((file, index) => (
        <FileMapping
          // biome-ignore lint/suspicious/noArrayIndexKey: files keep their order, and names may repeat
          key={index}
          file={file}
          index={index}
          isOneOfSeveral={files.length > 1}
        />
      ))}
      <SplitPart draft={draft} />
      <MoreChoices choices={draft.choices} />
    </Card>
  );
}

/** The split, in view where there are times. */
function SplitPart({ draft: { files, choices } }: { draft: MappingDraft }) {
  const text = useText();
  const { changeChoices } = useCommands();
  const hasTimes = files.every(({ mapping }) => mapping.timestamp);
  if (!hasTimes) return <p className={common.note}>{text('split.untimed')}</p>;
  return (
    <SplitRadios
      label={text('mapping.split')}
      selected={choices.split ?? 'user-latest'}
      onChoose={(split) => changeChoices({ split })}
    />
  );
}

/** Moves the focus to Load once a share of the users was taken and the offer is gone. */
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
    <div className={common.row}>
      <Button
        ref={properties.load}
        variant="primary"
        isDisabled={!properties.canLoad}
        isBusy={isLoading}
        onPress={() => void loadMapped()}
      >
        {text('mapping.load')}
      </Button>
      <Button onPress={cancelMapping}>{text('mapping.cancel')}</Button>
    </div>
  );
}
