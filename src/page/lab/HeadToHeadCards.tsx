/** Two bars for each goal: the best of CSMF, the best of the rest, and where the ceiling is. */
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
  const duels = headToHeadsOf(table);
  if (duels.length === 0) return null;
  const figure = table.log.figure === 'X' ? text('results.x') : text('results.recall', { k: table.log.k });
  return (
    <Card>
      <h3>{text('lab.headToHead')}</h3>
      <ul className={styles.comparisons}>
        {duels.map((duel) => (
          <HeadToHeadCard key={duel.objective} duel={duel} />
        ))}
      </ul>
      <BriefWarning />
      <p className={common.note}>
        {text(table.log.figure === 'X' ? 'lab.headToHead.noteX' : 'lab.headToHead.note', { figure })}
      </p>
    </Card>
  );
}

/** Below this share of the steps the order of methods is mostly that of their speed. */
const FAIR_BUDGET = 0.5;

function BriefWarning() {
  const text = useText();
  const numbers = useNumbers();
  const budget = usePage(({ lab }) => lab.state?.spec?.budget ?? 1);
  if (budget >= FAIR_BUDGET) return null;
  return <Notice kind="warning">{text('lab.headToHead.brief', { budget: numbers.share(budget) })}</Notice>;
}

function HeadToHeadCard({ duel }: { duel: HeadToHead }) {
  const text = useText();
  const numbers = useNumbers();
  const { objective, cascade, rival, ceiling, isSignificant } = duel;
  const greatest = Math.max(0.001, cascade.value, rival.value, ceiling ?? 0);
  const lead = cascade.value / Math.max(1e-9, rival.value) - 1;
  const isAhead = lead >= 0;
  const chance =
    isSignificant === null ? '' : ` · ${text(isSignificant ? 'lab.significant' : 'lab.notSignificant')}`;
  return (
    <li className={styles.comparison} data-owner={objective}>
      <p className={common.row}>
        <ObjectiveMark objective={objective} />
        <strong>{text(`objective.${objective}`)}</strong>
      </p>
      {[cascade, rival].map((side) => (
        <div key={side.label} className={styles.side}>
          <span>{methodTitle(side.label, text)}</span>
          <strong>{numbers.score(side.value)}</strong>
          <MarkedBar
            share={side.value / greatest}
            isBaseline={side === rival}
            mark={
              ceiling === null
                ? undefined
                : {
                    share: ceiling / greatest,
                    title: text('lab.upperBound.at', { value: numbers.score(ceiling) }),
                  }
            }
          />
        </div>
      ))}
      <p className={styles.lead}>
        <strong>
          {text(isAhead ? 'lab.headToHead.ahead' : 'lab.headToHead.behind', {
            share: numbers.share(Math.abs(lead)),
          })}
        </strong>
        <span className={common.note}>{chance}</span>
      </p>
    </li>
  );
}
