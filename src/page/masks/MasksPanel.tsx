/** Panel 4: every weight's owner, layer by layer. */
import { useState } from 'react';
import type { MaskPicture } from '../../worker/protocol/training';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { SegmentedControl } from '../controls/SegmentedControl';
import { SwitchControl } from '../controls/SwitchControl';
import { OwnerLegend } from '../legend/ShareBar';
import { useText } from '../messages/useText';
import { CapacityFlow } from './CapacityFlow';
import styles from './masks.module.css';

import { PruneCurves } from './PruneCurves';
import { SharesTable } from './SharesTable';
import { StageSlider } from './StageSlider';
import { TowerMasks } from './TowerMasks';
import { UnmaskedWeights } from './UnmaskedWeights';
import { usePage } from './usePage';
import { VectorBlocks } from './VectorBlocks';
import { weightsKind } from './weightsKind';

/** `gains`: those of the fusion weights, which scale the vector's blocks. */
export function MasksPanel({ gains }: { gains?: readonly number[] }) {
  const text = useText();
  const kind = usePage(weightsKind);
  const hasMasks = usePage((state) => state.masks !== null);
  const isStageShown = usePage((state) => state.shownStage !== null);
  if (kind === 'network') return <Notice kind="empty">{text('masks.none')}</Notice>;
  if (kind === 'shared') {
    return (
      <>
        <StageSlider />
        <UnmaskedWeights />
      </>
    );
  }
  if (kind === null || (!hasMasks && !isStageShown))
    return <Notice kind="empty">{text('masks.empty')}</Notice>;
  return (
    <>
      <StageSlider />
      {hasMasks ? <Masks gains={gains} /> : <Notice kind="empty">{text('masks.unknown')}</Notice>}
    </>
  );
}

function Masks({ gains }: { gains: readonly number[] | undefined }) {
  const text = useText();
  const [isSorted, setSorted] = useState(true);
  const [tower, setTower] = useState<'user' | 'item'>('user');
  const masks = usePage((state) => state.masks);
  if (!masks) return null;
  const { report, pictures } = masks;
  return (
    <>
      <Card>
        <div className={common.spread}>
          <h3>{text('masks.total')}</h3>
          <SwitchControl label={text('masks.sort')} isOn={isSorted} onChange={setSorted} />
        </div>
        <OwnerLegend counts={report.total} />
        <VectorBlocks pictures={pictures} gains={gains} />
        <div className={styles.switch}>
          <SegmentedControl
            label={text('masks.towers')}
            options={TOWERS.map((id) => ({ id, title: text(`masks.side.${id}`) }))}
            selected={tower}
            onChoose={setTower}
          />
        </div>
        <div className={styles.towers} data-wide={isWide(pictures) || undefined} data-tower={tower}>
          <TowerMasks tower="user" report={report} pictures={pictures} isSorted={isSorted} />
          <TowerMasks tower="item" report={report} pictures={pictures} isSorted={isSorted} />
        </div>
        <p className={common.note}>{text('masks.hint')}</p>
      </Card>
      <div className={styles.details}>
        <PruneCurves />
        <div className={styles.column}>
          <CapacityFlow />
          <SharesTable report={report} />
        </div>
      </div>
    </>
  );
}

const TOWERS = ['user', 'item'] as const;

/** Units from which a layer takes the whole width, or a weight would be smaller than a pixel. */
const WIDE_UNITS = 97;

const isWide = (pictures: readonly MaskPicture[]) => pictures.some(({ columns }) => columns >= WIDE_UNITS);
