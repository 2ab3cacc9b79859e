/** Exposures → clicks → conversions as bars, with the rate of each step. */
import type { Objective } from '../../data/schema';
import type { DatasetView } from '../../worker/protocol/data';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import fills from '../legend/fills.module.css';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './Funnel.module.css';

export function Funnel({ dataset: { summary } }: { dataset: DatasetView }) {
  const text = useText();
  const { exposures, clicks, conversions } = summary;
  const counts = { exposure: exposures, click: clicks, conversion: conversions };
  const before = { exposure: null, click: exposures, conversion: clicks };
  return (
    <Card as="figure">
      <h3>{text('data.funnel')}</h3>
      <ol className={styles.funnel}>
        {summary.objectives.map((objective) => (
          <FunnelStep
            key={objective}
            objective={objective}
            count={counts[objective]}
            before={before[objective]}
            width={counts[objective] / Math.max(1, exposures)}
          />
        ))}
      </ol>
      {summary.objectives.length === 2 && <Notice kind="remark">{text('data.twoObjectives')}</Notice>}
    </Card>
  );
}

function FunnelStep(properties: {
  objective: Objective;
  count: number;
  before: number | null;
  width: number;
}) {
  const { objective, count, before, width } = properties;
  const text = useText();
  const numbers = useNumbers();
  const rate =
    before === null
      ? text('data.all')
      : text('data.rate', { rate: numbers.share(count / Math.max(1, before)) });
  return (
    <li data-owner={objective}>
      <div className={common.row}>
        <ObjectiveMark objective={objective} />
        <span>{text(`objective.${objective}`)}</span>
        <strong className={styles.count}>{numbers.count(count)}</strong>
        <span className={common.note}>{rate}</span>
      </div>
      <div className={styles.track}>
        <div className={fills.fill} data-owner={objective} style={{ width: `max(3px, ${100 * width}%)` }} />
      </div>
    </li>
  );
}
