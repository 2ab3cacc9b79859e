/** Every baseline that is ahead of CSMF, by how much, and whether the difference is significant. */
import type { LabTable } from '../../worker/protocol/lab';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './lab.module.css';

type Shortfall = LabTable['shortfalls'][number]['shortfalls'][number];
type Leader = Shortfall['leaders'][number];

export function Shortfalls({ shortfalls: bySubject }: Pick<LabTable, 'shortfalls'>) {
  const text = useText();
  return (
    <Card>
      <h3>{text('lab.shortfalls')}</h3>
      {bySubject.length === 0 && <p className={common.note}>{text('lab.shortfalls.empty')}</p>}
      {bySubject.map(({ subject, shortfalls }) => {
        const method = methodTitle(subject, text);
        if (shortfalls.length === 0) return <p key={subject}>{text('lab.shortfalls.none', { method })}</p>;
        return (
          <div key={subject} className={common.stack}>
            <FieldLabel as="h4">{text('lab.shortfalls.ahead', { method })}</FieldLabel>
            <ul className={styles.shortfalls}>
              {shortfalls.map((shortfall) => (
                <ShortfallLine key={`${shortfall.objective} ${shortfall.ranking}`} shortfall={shortfall} />
              ))}
            </ul>
          </div>
        );
      })}
    </Card>
  );
}

function ShortfallLine({ shortfall }: { shortfall: Shortfall }) {
  const text = useText();
  const numbers = useNumbers();
  const { objective, ranking, mean, leaders } = shortfall;
  return (
    <li data-owner={objective}>
      <p className={common.row}>
        <ObjectiveMark objective={objective} />
        <strong>{text(`objective.${objective}`)}</strong>
        <span className={common.note}>{text(`lab.ranking.${ranking}`)}</span>
        <span>{numbers.score(mean)}</span>
      </p>
      <ul>
        {leaders.map((leader) => (
          <LeaderLine key={leader.label} leader={leader} subjectMean={mean} />
        ))}
      </ul>
    </li>
  );
}

/** Shows “Joint .315 +1.2% · significant · 3× the parameters”. */
function LeaderLine({ leader, subjectMean }: { leader: Leader; subjectMean: number }) {
  const text = useText();
  const numbers = useNumbers();
  const { label, mean, significance, size } = leader;
  const remarks = [
    ...(subjectMean > 0 ? [`+${numbers.share(mean / subjectMean - 1)}`] : []),
    significance === 'oneSeed'
      ? text('lab.oneSeed.short')
      : text(significance ? 'lab.significant' : 'lab.notSignificant'),
    ...(size ? [text('lab.shortfalls.size', { size: numbers.plain(Number(size.toFixed(1))) })] : []),
  ];
  return (
    <li>
      {methodTitle(label, text)} <strong>{numbers.score(mean)}</strong>{' '}
      <span className={common.note}>{remarks.join(' · ')}</span>
    </li>
  );
}
