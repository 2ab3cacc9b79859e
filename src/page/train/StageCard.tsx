/** A stage of the plan: waiting, running with its progress, or done with its results and the owners of the weights. */
import type { StageOutline, StageReport } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import { Icon } from '../legend/Icon';
import { ShareBar } from '../legend/ShareBar';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import styles from './StageCard.module.css';
import { isTraining } from './state';
import { usePage } from './usePage';

export function StageCard({ stage, index }: { stage: StageOutline; index: number }) {
  const text = useText();
  const numbers = useNumbers();
  const report = usePage((state) => state.reports.find(({ id }) => id === stage.id));
  const before = usePage((state) => state.reports[index - 1]?.recall[stage.objective]);
  const isCurrent = usePage((state) => isTraining(state) && state.reports.length === index);
  const granularity = usePage((state) => state.draft.config?.granularity);
  const status = report ? 'done' : isCurrent ? 'running' : 'waiting';
  return (
    <li className={styles.stage} data-status={status} aria-current={isCurrent ? 'step' : undefined}>
      <div className={styles.head}>
        <Icon name={stage.kind} size={14} />
        <strong>{text(`stage.short.${stage.kind}`)}</strong>
        <span className={common.hidden}>{text(`stage.${status}`)}</span>
      </div>
      {isCurrent && <StageProgress stage={stage} />}
      {report ? (
        <>
          <ul className={styles.facts}>
            {factsOf(report, { before, byWeight: granularity === 'weight', text, numbers }).map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
          {report.owned && <ShareBar counts={report.owned} label={text('stage.owned')} />}
        </>
      ) : (
        <p className={common.note}>{text(`stage.${stage.kind}.what`)}</p>
      )}
    </li>
  );
}

function StageProgress({ stage }: { stage: StageOutline }) {
  const share = usePage(({ progress }) =>
    progress?.stage === stage.id && progress.stageSteps > 0 ? progress.stageStep / progress.stageSteps : 0,
  );
  return (
    <div className={styles.progress} aria-hidden="true">
      <div style={{ width: `${100 * share}%` }} />
    </div>
  );
}

/** Returns the results of a stage as sentences. */
function factsOf(
  report: StageReport,
  context: { before: number | undefined; byWeight: boolean; text: Text; numbers: Numbers },
): string[] {
  const { before, byWeight, text, numbers } = context;
  const { kind, objective, curves, shrink, auxiliary, bestStep, recall, steps } = report;
  const facts: string[] = [];
  if (steps > 0) facts.push(text('stage.steps', { steps }));
  if (curves) {
    const sum = (count: 'released' | 'candidates') =>
      numbers.count(curves.reduce((total, curve) => total + curve[count], 0));
    const counts = { released: sum('released'), candidates: sum('candidates') };
    facts.push(text(byWeight ? 'stage.releasedWeights' : 'stage.released', counts));
  }
  const after = recall[objective];
  if (kind === 'recover' && before !== undefined && after !== undefined) {
    facts.push(text('stage.recovered', { before: numbers.score(before), after: numbers.score(after) }));
  } else if (after !== undefined) {
    facts.push(text('stage.recall', { after: numbers.score(after) }));
  }
  if (shrink) {
    const name = text(`objective.${objective}`).toLowerCase();
    facts.push(
      shrink.factor === 0
        ? text('stage.shrunkToNothing', { objective: name })
        : text('stage.shrunk', { factor: shrink.factor }),
    );
  }
  if (auxiliary !== undefined) facts.push(text('stage.auxiliary', { auxiliary }));
  if (bestStep !== undefined) facts.push(text('stage.best', { step: bestStep }));
  return facts;
}
