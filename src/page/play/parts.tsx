/** What stands in each part of the instrument, from the panels. */
import type { ReactNode } from 'react';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { Help } from '../controls/Help';
import { Notice } from '../controls/Notice';
import { Funnel } from '../data/Funnel';
import { hasOneObjective } from '../data/state';
import { MasksPanel } from '../masks/MasksPanel';
import { VectorBlocks } from '../masks/VectorBlocks';
import { useNumbers, useText } from '../messages/useText';
import { FusedRecall } from '../retrieve/FusedRecall';
import { FusionBesideDock, FusionPanel } from '../retrieve/FusionPanel';
import { FusionSliders } from '../retrieve/FusionSliders';
import { ListAnnouncer } from '../retrieve/ListAnnouncer';
import { LiveNote } from '../retrieve/LiveNote';
import { RankedList } from '../retrieve/RankedList';
import { UserPicker } from '../retrieve/UserPicker';
import { useBlockGains } from '../retrieve/useBlockGains';
import { ForgettingNumbers } from '../train/Forgetting';
import { RecallChart } from '../train/RecallChart';
import { ShownStage, StageScrubber } from '../train/StageScrubber';
import { Timeline } from '../train/Timeline';
import { Part } from './Part';
import styles from './parts.module.css';
import { useCommands, usePage } from './usePage';

export function StagesPart({ isStrip }: { isStrip: boolean }) {
  const isSingle = usePage(hasOneObjective);
  return (
    <Part name="stages">
      <div className={styles.stages} data-strip={isStrip || undefined}>
        {!isStrip && <StageScrubber />}
        <Timeline isStrip={isStrip} />
        <div className={styles.outcome}>
          <ShownStage />
          {!isSingle && <ForgettingNumbers />}
        </div>
      </div>
    </Part>
  );
}

export function FusionPart() {
  const isSingle = usePage(hasOneObjective);
  return <Part name="fusion">{isSingle ? <SingleFusion /> : <FusionPanel />}</Part>;
}

/** The place of what steers in a log of one objective: why there is nothing, and what the list reaches. */
function SingleFusion() {
  const text = useText();
  return (
    <>
      <h3>{text('single.fusion.title')}</h3>
      <p className={common.note}>{text('single.fusion')}</p>
      <FusedRecall />
    </>
  );
}

/** The sliders and what they cost everybody, docked on a phone below whatever picture is shown. */
export function DockedFusion() {
  const isSingle = usePage(hasOneObjective);
  if (isSingle) return <FusionPart />;
  return (
    <Part name="fusion">
      <FusionSliders />
      <FusedRecall />
    </Part>
  );
}

export function ListPart({ rows }: { rows: number }) {
  const { openDrawer } = useCommands();
  return (
    <Part name="list">
      <UserPicker onDetails={() => openDrawer('user')} />
      <RankedList rows={rows} />
      <LiveNote />
      <ListAnnouncer length={rows} />
    </Part>
  );
}

export function VectorPart() {
  const text = useText();
  const pictures = usePage((state) => state.masks?.pictures);
  const gains = useBlockGains();
  const isSingle = usePage(hasOneObjective);
  if (isSingle) return <Without name="vector">{text('single.vector')}</Without>;
  return (
    <Part name="vector">
      {pictures ? (
        <VectorBlocks pictures={pictures} gains={gains} />
      ) : (
        <>
          <h3>{text('play.part.vector')}</h3>
          <p className={common.note}>{text('play.vector.empty')}</p>
        </>
      )}
    </Part>
  );
}

/** A part that a log of one objective has no use for, and why. */
function Without({ name, children }: { name: 'vector' | 'masks'; children: ReactNode }) {
  const text = useText();
  return (
    <Part name={name}>
      <h3>{text(`play.part.${name}`)}</h3>
      <p className={common.note}>{children}</p>
    </Part>
  );
}

/** `withStages`: on a phone, where the strip is another picture. */
export function MasksPart({ withStages = false }: { withStages?: boolean }) {
  const text = useText();
  const { openDrawer } = useCommands();
  const isSingle = usePage(hasOneObjective);
  if (isSingle) return <Without name="masks">{text('single.masks')}</Without>;
  return (
    <Part name="masks">
      {withStages && <StageScrubber />}
      <MasksPanel onDetails={() => openDrawer('pruning')} />
    </Part>
  );
}

/** `withFusion`: on a phone, where the dock has no room for it. */
export function RecallPart({ withFusion = false }: { withFusion?: boolean }) {
  const text = useText();
  const { openDrawer } = useCommands();
  const k = usePage((state) => state.dataset?.k ?? 50);
  const isInAdvance = usePage((state) => state.run?.trainedInAdvance);
  const isSingle = usePage(hasOneObjective);
  return (
    <Part name="recall">
      <div className={styles.head}>
        <h3>
          {text('chart.recall', { k })}
          {isInAdvance && <Help name={text('transport.inAdvance')}>{text('transport.inAdvance.help')}</Help>}
        </h3>
        <Button variant="quiet" size="small" onPress={() => openDrawer('charts')}>
          {text('play.charts')}
        </Button>
      </div>
      <RecallChart />
      {withFusion && !isSingle && (
        <>
          <h3>{text('retrieve.fusion')}</h3>
          <FusionBesideDock />
        </>
      )}
    </Part>
  );
}

export function DataPart() {
  const text = useText();
  const numbers = useNumbers();
  const dataset = usePage((state) => state.dataset);
  return (
    <Part name="data">
      {dataset ? (
        <>
          <Funnel dataset={dataset} isSmall />
          <div className={styles.foot}>
            <dl className={styles.sizes}>
              <div>
                <dt>{text('data.users')}</dt>
                <dd>{numbers.count(dataset.summary.users)}</dd>
              </div>
              <div>
                <dt>{text('data.items')}</dt>
                <dd>{numbers.count(dataset.summary.items)}</dd>
              </div>
            </dl>
            <a href="#data">{text('play.data.open')}</a>
          </div>
        </>
      ) : (
        <Notice kind="empty">{text('data.empty')}</Notice>
      )}
    </Part>
  );
}
