/** Weights per layer and owner, in numbers. */

import { clsx } from 'clsx';
import type { MaskReport, OwnerCounts } from '../../worker/protocol/training';
import { Card } from '../controls/Card';
import { DataTable } from '../controls/DataTable';
import fills from '../legend/fills.module.css';
import { OWNERS } from '../legend/owners';
import { type Text, useNumbers, useText } from '../messages/useText';
import { layerTitle } from './layerTitle';
import { tableName } from './maskOrder';
import styles from './SharesTable.module.css';

export function SharesTable({ report }: { report: MaskReport }) {
  const text = useText();
  return (
    <Card>
      <h3>{text('masks.table')}</h3>
      <DataTable align="end" className={styles.shares}>
        <thead>
          <tr>
            <th scope="col">{text('masks.table.layer')}</th>
            <th scope="col">{text('masks.table.weights')}</th>
            {OWNERS.map((owner) => (
              <th key={owner} scope="col">
                <span className={clsx(styles.swatch, fills.swatch)} data-owner={owner} />
                <span className={styles.name}>{text(`owner.${owner}`)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {report.layers.map((entry) => (
            <ShareRow
              key={`${entry.tower} ${entry.layer}`}
              title={rowTitle(entry, text)}
              owners={entry.owners}
            />
          ))}
        </tbody>
        <tfoot>
          <ShareRow title={text('masks.total')} owners={report.total} />
        </tfoot>
      </DataTable>
    </Card>
  );
}

function rowTitle({ tower, layer }: MaskReport['layers'][number], text: Text): string {
  const isTable = layer !== 'hidden' && layer !== 'output';
  return `${text(`masks.side.${tower}`)} · ${isTable ? tableName(layer) : layerTitle({ layer }, text).toLowerCase()}`;
}

function ShareRow({ title, owners }: { title: string; owners: OwnerCounts }) {
  const text = useText();
  const numbers = useNumbers();
  const total = OWNERS.reduce((sum, owner) => sum + owners[owner], 0);
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{numbers.count(total)}</td>
      {OWNERS.map((owner) => (
        <td key={owner}>
          {owners[owner] === 0 ? text('number.none') : numbers.share(owners[owner] / total)}
        </td>
      ))}
    </tr>
  );
}
