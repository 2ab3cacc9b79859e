/** Every weight's owner, layer by layer. */
import { useState } from 'react';
import type { MaskPicture } from '../../worker/protocol/training';
import { Button } from '../controls/Button';
import { Help } from '../controls/Help';
import { Notice } from '../controls/Notice';
import { SegmentedControl } from '../controls/SegmentedControl';
import { SwitchControl } from '../controls/SwitchControl';
import { OwnerLegend } from '../legend/ShareBar';
import { useText } from '../messages/useText';
import { useIsNarrow } from '../shell/useWindowWidth';
import styles from './masks.module.css';
import { TowerMasks } from './TowerMasks';
import { UnmaskedWeights } from './UnmaskedWeights';
import { usePage } from './usePage';
import { weightsKind } from './weightsKind';

const TOWERS = ['user', 'item'] as const;
type Tower = (typeof TOWERS)[number];

/** One tower at a time, or both where there is room. `onDetails` opens what explains the masks. */
export function MasksPanel({ onDetails }: { onDetails: () => void }) {
  const text = useText();
  const [isSorted, setSorted] = useState(true);
  const [tower, setTower] = useState<Tower>('user');
  const hasRoomForOne = useIsNarrow(1600);
  return (
    <>
      <div className={styles.head}>
        <h3>
          {text('masks.title')}
          <Help name={text('masks.title')}>{text('masks.hint')}</Help>
        </h3>
        {hasRoomForOne && (
          <SegmentedControl
            label={text('masks.tower')}
            options={TOWERS.map((id) => ({ id, title: text(`masks.side.${id}`) }))}
            selected={tower}
            onChoose={setTower}
          />
        )}
        <SwitchControl label={text('masks.sort')} isOn={isSorted} onChange={setSorted} />
        <Button variant="quiet" size="small" onPress={onDetails}>
          {text('masks.details')}
        </Button>
      </div>
      <Masks towers={hasRoomForOne ? [tower] : TOWERS} isSorted={isSorted} />
    </>
  );
}

/** The pictures; or why there are none, and what happened to the weights instead. */
function Masks({ towers, isSorted }: { towers: readonly Tower[]; isSorted: boolean }) {
  const text = useText();
  const kind = usePage(weightsKind);
  const masks = usePage((state) => state.masks);
  const isStageShown = usePage((state) => state.shownStage !== null);
  if (kind === 'network') return <Notice kind="empty">{text('masks.none')}</Notice>;
  if (kind === 'shared') return <UnmaskedWeights />;
  if (kind === null || !masks) {
    return <Notice kind="empty">{text(isStageShown ? 'masks.unknown' : 'masks.empty')}</Notice>;
  }
  const { report, pictures } = masks;
  return (
    <>
      <div className={styles.owners}>
        <OwnerLegend counts={report.total} />
      </div>
      <div className={styles.towers} data-towers={towers.length} data-wide={isWide(pictures) || undefined}>
        {towers.map((tower) => (
          <TowerMasks key={tower} tower={tower} report={report} pictures={pictures} isSorted={isSorted} />
        ))}
      </div>
    </>
  );
}

/** Units from which a layer takes the whole width, or a weight would be smaller than a pixel. */
const WIDE_UNITS = 97;

const isWide = (pictures: readonly MaskPicture[]) => pictures.some(({ columns }) => columns >= WIDE_UNITS);
