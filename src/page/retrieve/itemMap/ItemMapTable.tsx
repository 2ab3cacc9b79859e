/** The lit items as a table: what the map shows of the list, in words. */
import { DataTable, TableScroll } from '../../controls/DataTable';
import { useText } from '../../messages/useText';
import { usePage } from '../usePage';
import styles from './ItemMap.module.css';
import type { NearestItem } from './nearestItem';
import { placeOf } from './paint';

export function ItemMapTable(properties: {
  places: Float32Array;
  nearest: NearestItem;
  top: readonly number[];
  shown: number | null;
  onShow: (item: number) => void;
  describe: (item: number) => string;
}) {
  const { places, nearest, top, shown, onShow, describe } = properties;
  const text = useText();
  const items = usePage((state) => state.dataset?.items);
  const nameOf = (item: number) => items?.titles?.[item] ?? items?.ids[item] ?? '';
  return (
    <TableScroll label={text('itemMap.table')}>
      <DataTable>
        <caption>{text('itemMap.caption', { k: top.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{text('itemMap.rank')}</th>
            <th scope="col">{text('itemMap.item')}</th>
            <th scope="col">{text('itemMap.says')}</th>
            <th scope="col">{text('itemMap.nearest')}</th>
          </tr>
        </thead>
        <tbody>
          {top.map((item, index) => {
            const other = nearest(placeOf(places, item), { except: item });
            return (
              <tr
                key={item}
                className={styles.rowOfItem}
                data-shown={item === shown || undefined}
                onPointerEnter={() => onShow(item)}
              >
                <td>{index + 1}</td>
                <th scope="row">{nameOf(item)}</th>
                <td>{describe(item)}</td>
                <td>{other === null ? text('number.none') : nameOf(other)}</td>
              </tr>
            );
          })}
        </tbody>
      </DataTable>
    </TableScroll>
  );
}
