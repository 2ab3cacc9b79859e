/** Panel 4: every weight's owner, layer by layer. */
import { useState } from 'react';
import { hasMasks } from '../../methods/methodCatalogue';
import type { MaskPicture } from '../../worker/protocol/training';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { SwitchControl } from '../controls/SwitchControl';
import { OwnerLegend } from '../legend/ShareBar';
import { useText } from '../messages/useText';
import styles from './masks.module.css';
import { OutputBlocks } from './OutputBlocks';
import { PruneCurves } from './PruneCurves';
import { SharesTable } from './SharesTable';
import { TowerMasks } from './TowerMasks';
import { usePage } from './usePage';

export function MasksPanel() {
  const text = useText();
  const [isSorted, setSorted] = useState(true);
  const masks = usePage((state) => state.masks);
  const method = usePage((state) => state.plan?.method);
  if (!masks)
    return <Notice kind="empty">{text(!method || hasMasks(method) ? 'masks.empty' : 'masks.none')}</Notice>;
  const { report, pictures } = masks;
  return (
    <>
      <Card>
        <div className={common.spread}>
          <h3>{text('masks.total')}</h3>
          <SwitchControl label={text('masks.sort')} isOn={isSorted} onChange={setSorted} />
        </div>
        <OwnerLegend counts={report.total} />
        <OutputBlocks pictures={pictures} />
        <div className={styles.towers} data-wide={isWide(pictures) || undefined}>
          <TowerMasks tower="user" report={report} pictures={pictures} isSorted={isSorted} />
          <TowerMasks tower="item" report={report} pictures={pictures} isSorted={isSorted} />
        </div>
        <p className={common.note}>{text('masks.hint')}</p>
      </Card>
      <div className={styles.details}>
        <PruneCurves />
        <SharesTable report={report} />
      </div>
    </>
  );
}

/** Units from which a layer takes the whole width, or a weight would be smaller than a pixel. */
const WIDE_UNITS = 97;

const isWide = (pictures: readonly MaskPicture[]) => pictures.some(({ columns }) => columns >= WIDE_UNITS);
