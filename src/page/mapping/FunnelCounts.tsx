/** The funnel that the current choices would give; it follows every change. */

import { clsx } from 'clsx';
import type { FunnelCount } from '../../data/profile/funnelCount';
import { OBJECTIVES } from '../../data/schema';
import common from '../controls/common.module.css';
import { DataTable, TableScroll } from '../controls/DataTable';
import { ObjectiveHead } from '../legend/ObjectiveHead';
import { useNumbers, useText } from '../messages/useText';
import styles from './mapping.module.css';

const COLUMNS = ['rows', 'pairs', 'users', 'items'] as const;

/** `share` is the share of the users that will be loaded. */
export function FunnelCounts({ count, share }: { count: FunnelCount; share: number }) {
  const text = useText();
  return (
    <div className={clsx(common.stack, styles.counts)}>
      <TableScroll label={text('mapping.counts')}>
        <DataTable align="end">
          <caption className={common.hidden}>{text('mapping.counts')}</caption>
          <thead>
            <tr>
              <th scope="col">{text('mapping.counts.objective')}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  <Heading column={column} count={count} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {OBJECTIVES.map((objective) => (
              <Row key={objective} objective={objective} count={count} />
            ))}
          </tbody>
        </DataTable>
      </TableScroll>
      <Remarks count={count} share={share} />
    </div>
  );
}

/** Says of each measure whether it is counted, estimated for the whole file, or of the sample only. */
function Heading({ column, count }: { column: (typeof COLUMNS)[number]; count: FunnelCount }) {
  const text = useText();
  const numbers = useNumbers();
  const measure = text(`mapping.counts.${column}`);
  if (count.exact) return measure;
  if (column === 'rows') return text('mapping.counts.estimated', { measure });
  return text('mapping.counts.sampled', { measure, rows: numbers.count(count.rowsCounted) });
}

function Row({ objective, count }: { objective: (typeof OBJECTIVES)[number]; count: FunnelCount }) {
  const numbers = useNumbers();
  return (
    <tr data-owner={objective}>
      <ObjectiveHead objective={objective} />
      {COLUMNS.map((column) => (
        <td key={column}>{numbers.count(count[column][objective])}</td>
      ))}
    </tr>
  );
}

function Remarks({ count, share }: { count: FunnelCount; share: number }) {
  const text = useText();
  const numbers = useNumbers();
  const { exact, rowsCounted, skipped, unreadable, clickWithoutExposure, conversionWithoutClick } = count;
  const remarks = [
    share < 1 && text('mapping.counts.share', { share: numbers.share(share) }),
    !exact && text('mapping.counts.sample', { rows: numbers.count(rowsCounted) }),
    skipped > 0 && text('mapping.counts.skipped', { count: skipped }),
    unreadable > 0 && text('mapping.counts.unreadable', { count: unreadable }),
    clickWithoutExposure + conversionWithoutClick > 0 &&
      text('mapping.counts.gaps', {
        clicks: numbers.count(clickWithoutExposure),
        conversions: numbers.count(conversionWithoutClick),
      }),
  ].filter((remark) => remark !== false);
  return remarks.map((remark) => (
    <p key={remark} className={common.note}>
      {remark}
    </p>
  ));
}
