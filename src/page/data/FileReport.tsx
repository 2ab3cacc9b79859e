/** The role and an example of every column, so that a wrong guess is seen before training. */
import type { CsvReport } from '../../worker/protocol/data';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { DataTable } from '../controls/DataTable';
import { ShowMoreButton, useShowMore } from '../controls/ShowMore';
import { SEPARATOR_NAMES } from '../mapping/separators';
import { useText } from '../messages/useText';
import styles from './FileReport.module.css';

export function FileReport({ report }: { report: CsvReport }) {
  const text = useText();
  const { some, hidden, showMore } = useShowMore(report.columns);
  const { kind = 'text', separator } = report;
  const format = separator
    ? text('data.csv.separator', { separator: text(`separator.${SEPARATOR_NAMES[separator]}`) })
    : text('data.csv.format', { kind });
  return (
    <Card>
      <div className={common.spread}>
        <h3>{text('data.csv.title')}</h3>
        <span className={common.note}>{format}</span>
      </div>
      <DataTable className={styles.columns}>
        <thead>
          <tr>
            <th scope="col">{text('data.csv.column')}</th>
            <th scope="col">{text('data.csv.role')}</th>
            <th scope="col">{text('data.csv.example')}</th>
          </tr>
        </thead>
        <tbody>
          {some.map(({ name, role, example }) => (
            <tr key={name} data-ignored={role === 'ignored' || undefined}>
              <th scope="row">{name}</th>
              <td>{text(`role.${role}`)}</td>
              <td className={styles.example}>{example}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <ShowMoreButton hidden={hidden} showMore={showMore} />
    </Card>
  );
}
