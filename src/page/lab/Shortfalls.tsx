/** Every baseline that is ahead of a CSMF variant, by how much, and whether that is significant. */
import type { LabTable } from '../../worker/protocol/lab';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { FieldLabel } from '../controls/FieldLabel';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import styles from './lab.module.css';

type Defeat = LabTable['verdicts'][number]['defeats'][number];
type Ahead = Defeat['ahead'][number];

export function Shortfalls({ verdicts }: Pick<LabTable, 'verdicts'>) {
  const text = useText();
  return (
    <Card>
      <h3>{text('lab.shortfalls')}</h3>
      {verdicts.length === 0 && <p className={common.note}>{text('lab.shortfalls.empty')}</p>}
      {verdicts.map(({ subject, defeats }) => {
        const method = methodTitle(subject, text);
        if (defeats.length === 0) return <p key={subject}>{text('lab.shortfalls.none', { method })}</p>;
        return (
          <div key={subject} className={common.stack}>
            <FieldLabel as="h4">{text('lab.shortfalls.ahead', { method })}</FieldLabel>
            <ul className={styles.shortfalls}>
              {defeats.map((defeat) => (
                <DefeatLine key={`${defeat.objective} ${defeat.ranking}`} defeat={defeat} />
              ))}
            </ul>
          </div>
        );
      })}
    </Card>
  );
}

function DefeatLine({ defeat }: { defeat: Defeat }) {
  const text = useText();
  const numbers = useNumbers();
  const { objective, ranking, mean, ahead } = defeat;
  return (
    <li data-owner={objective}>
      <p className={common.row}>
        <ObjectiveMark objective={objective} />
        <strong>{text(`objective.${objective}`)}</strong>
        <span className={common.note}>{text(`lab.ranking.${ranking}`)}</span>
        <span>{numbers.score(mean)}</span>
      </p>
      <ul>
        {ahead.map((baseline) => (
          <BaselineLine key={baseline.label} baseline={baseline} reference={mean} />
        ))}
      </ul>
    </li>
  );
}

/** A line such as “Joint .315 +1.2% · significant · 3× the parameters”. */
function BaselineLine({ baseline, reference }: { baseline: Ahead; reference: number }) {
  const text = useText();
  const numbers = useNumbers();
  const { label, mean, isSignificant, size } = baseline;
  const remarks = [
    ...(reference > 0 ? [`+${numbers.share(mean / reference - 1)}`] : []),
    text(isSignificant ? 'lab.significant' : 'lab.notSignificant'),
    ...(size ? [text('lab.shortfalls.size', { size: numbers.plain(Number(size.toFixed(1))) })] : []),
  ];
  return (
    <li>
      {methodTitle(label, text)} <strong>{numbers.score(mean)}</strong>{' '}
      <span className={common.note}>{remarks.join(' · ')}</span>
    </li>
  );
}
