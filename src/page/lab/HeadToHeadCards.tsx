/** Two bars for each objective: the best CSMF variant and the best baseline, with a mark at the upper bound. */
import type { LabTable } from '../../worker/protocol/lab';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { MarkedBar } from '../controls/MarkedBar';
import { Notice } from '../controls/Notice';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './HeadToHeadCards.module.css';
import { type HeadToHead, headToHeadsOf } from './headToHead';
import { usePage } from './usePage';

export function HeadToHeadCards({ table }: { table: LabTable }) {
  const text = useText();
  const comparisons = headToHeadsOf(table);
  if (comparisons.length === 0) return null;
  const figure = table.log.figure === 'X' ? text('results.x') : text('results.recall', { k: table.log.k });
  return (
    <Card>
      <h3>{text('lab.headToHead')}</h3>
      <ul className={styles.comparisons}>
        {comparisons.map((comparison) => (
          <HeadToHeadCard key={comparison.objective} comparison={comparison} />
        ))}
      </ul>
      <BriefWarning />
      <p className={common.note}>
        {text(table.log.figure === 'X' ? 'lab.headToHead.noteX' : 'lab.headToHead.note', { figure })}
      </p>
    </Card>
  );
}

/** Share of the steps below which the order of methods mostly reflects how fast they learn. */
const FAIR_BUDGET = 0.5;

function BriefWarning() {
  const text = useText();
  const numbers = useNumbers();
  const budget = usePage(({ lab }) => lab.state?.spec?.budget ?? 1);
  if (budget >= FAIR_BUDGET) return null;
  return <Notice kind="warning">{text('lab.headToHead.brief', { budget: numbers.share(budget) })}</Notice>;
}

function HeadToHeadCard({ comparison }: { comparison: HeadToHead }) {
  const text = useText();
  const numbers = useNumbers();
  const { objective, cascade, baseline, upperBound } = comparison;
  const max = Math.max(0.001, cascade.value, baseline.value, upperBound ?? 0);
  return (
    <li className={styles.comparison} data-owner={objective}>
      <p className={common.row}>
        <ObjectiveMark objective={objective} />
        <strong>{text(`objective.${objective}`)}</strong>
      </p>
      {[cascade, baseline].map((side) => (
        <div key={side.label} className={styles.side}>
          <span>{methodTitle(side.label, text)}</span>
          <strong>{numbers.score(side.value)}</strong>
          <MarkedBar
            share={side.value / max}
            isBaseline={side === baseline}
            mark={
              upperBound === null
                ? undefined
                : {
                    share: upperBound / max,
                    title: text('lab.upperBound.at', { value: numbers.score(upperBound) }),
                  }
            }
          />
        </div>
      ))}
      <Lead comparison={comparison} />
    </li>
  );
}

/** One sentence: who leads by how much, with what size, and whether it may be luck. */
function Lead({ comparison }: { comparison: HeadToHead }) {
  const text = useText();
  const numbers = useNumbers();
  const { cascade, baseline, significance, isUnequal } = comparison;
  const lead = cascade.value / Math.max(1e-9, baseline.value) - 1;
  return (
    <p className={styles.lead}>
      <strong>
        {text(lead >= 0 ? 'lab.headToHead.ahead' : 'lab.headToHead.behind', {
          share: numbers.share(Math.abs(lead)),
        })}
      </strong>
      <span>
        {text(isUnequal ? 'lab.headToHead.unequal' : 'lab.headToHead.equal', {
          weights: numbers.count(cascade.parameters),
          width: cascade.width,
          otherWeights: numbers.count(baseline.parameters),
          otherWidth: baseline.width,
          luck: String(significance),
        })}
      </span>
    </p>
  );
}
