/** The items in two dimensions beside the sliders that light them; or why there is no map, or how far it is. */
import { type ReactNode, useMemo, useState } from 'react';
import type { ItemMapView } from '../../../worker/protocol/retrieval';
import { Button } from '../../controls/Button';
import common from '../../controls/common.module.css';
import { Notice } from '../../controls/Notice';
import { ProgressBar } from '../../controls/ProgressBar';
import { SelectField } from '../../controls/SelectField';
import { methodTitle } from '../../legend/methods';
import { useNumbers, useText } from '../../messages/useText';
import { FusionSliders } from '../FusionSliders';
import { useCommands, usePage } from '../usePage';
import { hasItemVectors } from './commands';
import styles from './ItemMap.module.css';
import { ItemMapLegend } from './ItemMapLegend';
import { ItemMapPicture } from './ItemMapPicture';
import { ItemMapTable } from './ItemMapTable';
import { createNearestItem } from './nearestItem';
import { useColouring } from './useColouring';
import { useTopItems } from './useTopItems';
import { fitted } from './viewport';

export function ItemMapPanel() {
  const text = useText();
  const run = usePage((state) => state.run);
  const map = usePage((state) => state.itemMap);
  if (!run) return <Notice kind="empty">{text('itemMap.untrained')}</Notice>;
  if (!hasItemVectors(run)) {
    const method = methodTitle(run.summary.method, text);
    return <Notice kind="empty">{text('itemMap.noVectors', { method })}</Notice>;
  }
  return map ? <Drawn map={map} /> : <Making />;
}

function Making() {
  const text = useText();
  const numbers = useNumbers();
  const { makeItemMap, cancelItemMap } = useCommands();
  const share = usePage((state) => state.itemMapShare);
  const items = usePage((state) => state.dataset?.summary.items ?? 0);
  if (share === null) {
    return (
      <div className={styles.waiting}>
        <p>{text('itemMap.stopped')}</p>
        <Button onPress={makeItemMap}>{text('itemMap.make')}</Button>
      </div>
    );
  }
  return (
    <div className={styles.waiting}>
      <p>{text('itemMap.making', { items: numbers.count(items) })}</p>
      <ProgressBar label={text('itemMap.progress')} share={share} status="running" />
      <Button onPress={cancelItemMap}>{text('itemMap.cancel')}</Button>
    </div>
  );
}

function Drawn({ map }: { map: ItemMapView }) {
  const text = useText();
  const numbers = useNumbers();
  const k = usePage((state) => state.dataset?.k ?? 10);
  const colouring = useColouring(map.counts);
  const places = useMemo(() => fitted(map.coordinates), [map]);
  const nearest = useMemo(() => createNearestItem(places), [places]);
  const top = useTopItems(k);
  const [shown, setShown] = useState<number | null>(null);
  const kept = map.kept === undefined ? '' : numbers.share(map.kept);
  return (
    <div className={styles.map}>
      <div className={styles.picture}>
        <div className={common.row}>
          <SelectField
            label={text('itemMap.colour')}
            options={colouring.options}
            selected={colouring.selected}
            onChoose={colouring.choose}
          />
        </div>
        <ItemMapPicture {...{ places, nearest, colouring, top, shown }} onShow={setShown} />
        <ItemMapLegend colouring={colouring} />
      </div>
      <div className={styles.side}>
        <FusionSliders />
        <Explanation>
          {text(map.method === 'umap' ? 'itemMap.method.umap' : 'itemMap.method.pca', { kept })}
        </Explanation>
        <ItemMapTable {...{ places, nearest, top, shown }} onShow={setShown} describe={colouring.describe} />
      </div>
    </div>
  );
}

function Explanation({ children }: { children: ReactNode }) {
  const text = useText();
  return (
    <div className={styles.explanation}>
      <p>{text('itemMap.near')}</p>
      <p>{children}</p>
    </div>
  );
}
