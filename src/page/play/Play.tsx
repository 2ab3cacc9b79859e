/** The view Play: the instrument, as large as the window, and the article below it. */
import { useEffect, useState } from 'react';
import common from '../controls/common.module.css';
import { SegmentedControl } from '../controls/SegmentedControl';
import { useText } from '../messages/useText';
import type { Part } from '../shell/state';
import { useIsNarrow } from '../shell/useWindowWidth';
import { Article } from './Article';
import styles from './Play.module.css';
import {
  DataPart,
  DockedFusion,
  FusionPart,
  ListPart,
  MasksPart,
  RecallPart,
  StagesPart,
  VectorPart,
} from './parts';
import { usePage } from './usePage';

export function Play() {
  const text = useText();
  const isPhone = useIsNarrow(880);
  return (
    <>
      <h2 className={common.hidden}>{text('play.title')}</h2>
      {isPhone ? <PhoneInstrument /> : <WideInstrument />}
      <Article />
    </>
  );
}

/** Orders the parts as the keyboard goes: what steers comes before what follows. CSS places them. */
function WideInstrument() {
  const rows = useIsNarrow(1600) ? 10 : 14;
  return (
    <div className={styles.instrument}>
      <StagesPart isStrip />
      <FusionPart />
      <ListPart rows={rows} />
      <VectorPart />
      <MasksPart />
      <RecallPart />
      <DataPart />
    </div>
  );
}

const PICTURES = ['list', 'masks', 'recall', 'stages'] as const;
type Picture = (typeof PICTURES)[number];

/** Where a part of the instrument is on a phone; the sliders are always there. */
const PICTURE_OF: Readonly<Record<Part, Picture | null>> = {
  list: 'list',
  masks: 'masks',
  vector: 'masks',
  recall: 'recall',
  stages: 'stages',
  data: 'stages',
  fusion: null,
};

/** One picture at a time, with the sliders docked below it. */
function PhoneInstrument() {
  const text = useText();
  const [picture, setPicture] = useState<Picture>('list');
  const outlined = usePage((state) => state.outlined);
  const wanted = outlined && PICTURE_OF[outlined];
  useEffect(() => {
    if (wanted) setPicture(wanted);
  }, [wanted]);
  return (
    <div className={styles.phone}>
      <SegmentedControl
        label={text('play.picture')}
        options={PICTURES.map((id) => ({ id, title: text(`play.picture.${id}`) }))}
        selected={picture}
        onChoose={setPicture}
      />
      <div className={styles.picture}>
        {picture === 'list' && <ListPart rows={10} />}
        {picture === 'masks' && (
          <>
            <VectorPart />
            <MasksPart withStages />
          </>
        )}
        {picture === 'recall' && <RecallPart withFusion />}
        {picture === 'stages' && (
          <>
            <StagesPart isStrip={false} />
            <DataPart />
          </>
        )}
      </div>
      <div className={styles.dock}>
        <DockedFusion />
      </div>
    </div>
  );
}
