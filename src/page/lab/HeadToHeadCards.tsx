/** Two bars for each goal: the best of CSMF, the best of the rest, and where the ceiling is. */
import type { LabTable } from '../../worker/protocol/lab';
import { methodTitle } from '../legend/methods';
import { ObjectiveMark } from '../legend/ObjectiveMark';
import { useNumbers, useText } from '../messages/useText';
import { type HeadToHead, headToHeadsOf } from './headToHead';
import { usePage } from './usePage';
import './figures.css';

export function HeadToHeadCards({ table }: { table: LabTable }) {
  const text = useText();
  const duels = headToHeadsOf(table);
  if (duels.length === 0) return null;
  const figure = table.log.figure === 'X' ? text('results.x') : text('results.recall', { k: table.log.k });
  return (
    <div className="card stack">
      <h3>{text('lab.headToHead')}</h3>
      <ul className="duels">
        {duels.map((duel) => (
          <HeadToHeadCard key={duel.objective} duel={duel} />
        ))}
      </ul>
      <BriefWarning />
      <p className="note">
        {text(table.log.figure === 'X' ? 'lab.headToHead.noteX' : 'lab.headToHead.note', { figure })}
      </p>
    </div>
  );
}

/** Below this share of the steps the order of methods is mostly that of their speed. */
const FAIR_BUDGET = 0.5;

function BriefWarning() {
  const text = useText();
  const numbers = useNumbers();
  const budget = usePage(({ lab }) => lab.state?.spec?.budget ?? 1);
  if (budget >= FAIR_BUDGET) return null;
  return <p className="labRemark">{text('lab.headToHead.brief', { budget: numbers.share(budget) })}</p>;
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
    <li className="duel" data-owner={objective}>
      <p className="row">
        <ObjectiveMark objective={objective} />
        <strong>{text(`objective.${objective}`)}</strong>
      </p>
      {[cascade, rival].map((side) => (
        <div key={side.label} className="duelSide" data-rival={side === rival || undefined}>
          <span>{methodTitle(side.label, text)}</span>
          <strong>{numbers.score(side.value)}</strong>
          <span className="duelTrack">
            <span style={{ width: `${(100 * side.value) / greatest}%` }} />
            {ceiling !== null && (
              <span
                className="ownTick"
                style={{ insetInlineStart: `${(100 * ceiling) / greatest}%` }}
                title={text('lab.upperBound.at', { value: numbers.score(ceiling) })}
              />
            )}
          </span>
        </div>
      ))}
      <p className="duelLead">
        <strong>
          {text(isAhead ? 'lab.headToHead.ahead' : 'lab.headToHead.behind', {
            share: numbers.share(Math.abs(lead)),
          })}
        </strong>
        <span className="note">{chance}</span>
      </p>
    </li>
  );
}
