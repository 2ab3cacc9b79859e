/** Recall over all test users under the current weighting, what it costs beside, and what a pinned one reaches. */
import { clsx } from 'clsx';
import { OBJECTIVES, type Objective } from '../../data/schema';
import common from '../controls/common.module.css';
import { Help } from '../controls/Help';
import { MarkedBar } from '../controls/MarkedBar';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import { hasList } from '../train/state';
import styles from './FusedRecall.module.css';
import { signed } from './signed';
import { usePage } from './usePage';

export function FusedRecall() {
  const text = useText();
  const k = usePage((state) => state.dataset?.k ?? 0);
  return (
    <div className={styles.everybody}>
      <div className={styles.head}>
        <h3>{text('retrieve.fusedRecall', { k })}</h3>
        <Cost />
      </div>
      <RecallBars />
    </div>
  );
}

/** The recall of each objective as a bar, with a mark where its own score alone gets. */
function RecallBars() {
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const outcome = usePage((state) => state.outcome);
  const evaluation = usePage((state) => (state.run ? state.evaluations[state.run.summary.id] : undefined));
  const values = objectives.map((objective) => ({
    objective,
    value: outcome?.recall[objective],
    pinned: outcome?.pinned?.recall[objective],
    ownRecall: evaluation?.[objective]?.recall,
  }));
  const max = Math.max(0.01, ...values.flatMap(({ value = 0, ownRecall = 0 }) => [value, ownRecall]));
  return (
    <ul className={styles.bars}>
      {values.map((bar) => (
        <RecallBar key={bar.objective} {...bar} scale={max * 1.12} />
      ))}
    </ul>
  );
}

function RecallBar(properties: {
  objective: Objective;
  value: number | undefined;
  pinned: number | undefined;
  ownRecall: number | undefined;
  scale: number;
}) {
  const { objective, value, pinned, ownRecall, scale } = properties;
  const text = useText();
  const numbers = useNumbers();
  return (
    <li className={styles.bar}>
      <ObjectiveMark objective={objective} />
      <span className={common.hidden}>{text(`objective.${objective}`)}</span>
      <MarkedBar
        share={(value ?? 0) / scale}
        owner={objective}
        mark={
          ownRecall === undefined
            ? undefined
            : {
                share: ownRecall / scale,
                title: text('retrieve.fusedRecall.own', { value: numbers.score(ownRecall) }),
              }
        }
      />
      <strong>{value === undefined ? text('number.none') : numbers.score(value)}</strong>
      {value !== undefined && pinned !== undefined && (
        <span className={styles.change} title={text('retrieve.changeSincePin')}>
          {signed(value - pinned, numbers.score)}
        </span>
      )}
    </li>
  );
}

/** What the weighting costs or brings beside recall. */
function Cost() {
  const text = useText();
  const numbers = useNumbers();
  const outcome = usePage((state) => state.outcome);
  const k = usePage((state) => state.dataset?.k ?? 0);
  const hasRun = usePage((state) => state.run !== null);
  const isKept = usePage(hasList);
  if (!outcome) {
    const why = !hasRun ? 'untrained' : isKept ? 'waiting' : 'noList';
    return <p className={common.note}>{text(`retrieve.fusedRecall.${why}`)}</p>;
  }
  const { coverage, popularity, shared } = outcome;
  const values = {
    coverage: numbers.share(coverage),
    popularity: numbers.plain(Number(popularity.toPrecision(2))),
  };
  const brief =
    shared === undefined
      ? text('retrieve.cost.brief', values)
      : text('retrieve.cost.shared', { shared: numbers.share(shared) });
  const help = `${text('retrieve.cost', values)} ${text('retrieve.cost.help', { k })}`;
  return (
    <>
      <p className={clsx(common.note, styles.cost)}>{brief}</p>
      <Help name={text('retrieve.cost.name')}>{help}</Help>
    </>
  );
}
