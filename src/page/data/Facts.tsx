/** Sizes, features, split and K of the loaded log. */
import type { ReactNode } from 'react';
import type { DatasetView } from '../../worker/protocol/data';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { useNumbers, useText } from '../messages/useText';
import styles from './Facts.module.css';

export function Facts({ dataset }: { dataset: DatasetView }) {
  const text = useText();
  const numbers = useNumbers();
  const { summary, splitRows, users, items } = dataset;
  const features = [...users.features, ...items.features].map((feature) =>
    feature.kind === 'list' ? text('data.features.lists', { name: feature.name }) : feature.name,
  );
  const merged = summary.rows - summary.exposures;
  const rows = numbers.count(summary.rows);
  return (
    <Card as="dl" className={styles.facts}>
      <Fact name={text('data.users')}>{numbers.count(summary.users)}</Fact>
      <Fact name={text('data.items')}>{numbers.count(summary.items)}</Fact>
      <Fact name={text('data.features')}>{features.join(', ') || text('data.features.none')}</Fact>
      <Fact name={text('data.rows')}>
        {merged > 0 ? text('data.rows.merged', { rows, merged: numbers.count(merged) }) : rows}
      </Fact>
      <Fact name={text('data.split')} note={text(`data.split.${dataset.splitMethod}`)}>
        {text('data.split.rows', {
          train: numbers.count(splitRows.train),
          validation: numbers.count(splitRows.validation),
          test: numbers.count(splitRows.test),
        })}
      </Fact>
      <Fact name={text('data.k')} note={text('data.k.why')}>
        {dataset.k}
      </Fact>
    </Card>
  );
}

function Fact({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>
        {children}
        {note && <span className={common.line}>{note}</span>}
      </dd>
    </div>
  );
}
