/** Definitions of the metrics. */

import common from '../controls/common.module.css';
import { useText } from '../messages/useText';
import styles from './results.module.css';
import { usePage } from './usePage';

export function Definitions({ k }: { k: number }) {
  const text = useText();
  const isSample = usePage((state) => state.dataset?.sample !== undefined);
  const isReranked = usePage((state) => state.run?.summary.method === 'rerank');
  return (
    <details className={common.ruledDisclosure}>
      <summary>{text('results.definitions')}</summary>
      <dl className={styles.definitions}>
        <dt>{text('results.recall', { k })}</dt>
        <dd>{text('results.define.recall', { k })}</dd>
        <dt>{text('results.ndcg', { k })}</dt>
        <dd>{text('results.define.ndcg')}</dd>
        {isSample && (
          <>
            <dt>{text('results.x')}</dt>
            <dd>{text('results.define.x', { k })}</dd>
            <dt>{text('method.oracle.title')}</dt>
            <dd>{text('results.define.oracle')}</dd>
          </>
        )}
        <dt>{text('results.define.interval.name')}</dt>
        <dd>{text('results.define.interval')}</dd>
        {isReranked && (
          <>
            <dt>{text('results.before')}</dt>
            <dd>{text('results.define.before')}</dd>
          </>
        )}
        <dt>{text('results.best')}</dt>
        <dd>{text('results.define.best')}</dd>
      </dl>
    </details>
  );
}
