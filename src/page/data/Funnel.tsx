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

/** Small, it leaves out the names of the objectives, which their marks say, and what follows from them. */
export function Funnel({
  dataset: { summary },
  isSmall = false,
}: {
  dataset: DatasetView;
  isSmall?: boolean;
}) {
  const text = useText();
  const { exposures, clicks, conversions } = summary;
  const counts = { exposure: exposures, click: clicks, conversion: conversions };
  const before = { exposure: null, click: exposures, conversion: clicks };
  return (
    <Card as="figure">
      <h3>{text(summary.objectives.length > 1 ? 'data.funnel' : 'data.funnel.one')}</h3>
      <ol className={styles.funnel} data-small={isSmall || undefined}>
        {summary.objectives.map((objective) => (
          <FunnelStep
            key={objective}
            objective={objective}
            count={counts[objective]}
            before={before[objective]}
            width={counts[objective] / Math.max(1, exposures)}
            isSmall={isSmall}
          />
        ))}
      </ol>
      {!isSmall && summary.objectives.length < 3 && (
        <Notice kind="remark">
          {text(summary.objectives.length === 2 ? 'data.twoObjectives' : 'data.oneObjective')}
        </Notice>
      )}
    </Card>
  );
}

function FunnelStep(properties: {
  objective: Objective;
  count: number;
  before: number | null;
  width: number;
  isSmall: boolean;
}) {
  const { objective, count, before, width, isSmall } = properties;
  const text = useText();
  const numbers = useNumbers();
  const share = before === null ? '' : numbers.share(count / Math.max(1, before));
  const rate = share === '' ? text('data.all') : text('data.rate', { rate: share });
  return (
    <li data-owner={objective}>
      <div className={common.row}>
        <ObjectiveMark objective={objective} />
        <span>{text(`objective.${objective}`)}</span>
        <strong className={styles.count}>{numbers.count(count)}</strong>
        <span className={common.note} title={isSmall ? rate : undefined}>
          {isSmall ? share : rate}
        </span>
      </div>
      <div className={styles.track}>
        <div className={fills.fill} data-owner={objective} style={{ width: `max(3px, ${100 * width}%)` }} />
      </div>
    </li>
  );
}
