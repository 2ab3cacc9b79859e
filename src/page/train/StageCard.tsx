/** A stage of the plan: waiting, running with its progress, or done with its results and the owners of the weights. */
import type { StageOutline, StageReport } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import { Icon } from '../legend/Icon';
import { ShareBar } from '../legend/ShareBar';
import { type Numbers, type Text, useNumbers, useText } from '../messages/useText';
import styles from './StageCard.module.css';
import { isTraining } from './state';
import { usePage } from './usePage';

interface StageCardProperties {
  stage: StageOutline;
  index: number;
  /** Only recall and shares: the others stand in the drawer. */
  isBrief: boolean;
}

export function StageCard({ stage, index, isBrief }: StageCardProperties) {
  const text = useText();
  const report = usePage((state) => state.reports.find(({ id }) => id === stage.id));
  const isCurrent = usePage((state) => isTraining(state) && state.reports.length === index);
  const status = report ? 'done' : isCurrent ? 'running' : 'waiting';
  const what = text(`stage.${stage.kind}.what`);
  return (
    <li
      className={styles.stage}
      data-status={status}
      data-brief={isBrief || undefined}
      aria-current={isCurrent ? 'step' : undefined}
      title={isBrief ? what : undefined}
    >
      <div className={styles.head}>
        <Icon name={stage.kind} size={14} />
        <strong className={styles.kind}>{text(`stage.short.${stage.kind}`)}</strong>
        {isBrief && <BriefRecall recall={report?.recall[stage.objective]} />}
        <span className={common.hidden}>{text(`stage.${status}`)}</span>
      </div>
      {isCurrent && <StageProgress stage={stage} />}
      {report ? (
        <>
          {!isBrief && <Facts report={report} index={index} />}
          {report.owned && <ShareBar counts={report.owned} label={text('stage.owned')} />}
        </>
      ) : (
        !isBrief && <p className={common.note}>{what}</p>
      )}
    </li>
  );
}

function BriefRecall({ recall }: { recall: number | undefined }) {
  const text = useText();
  const numbers = useNumbers();
  if (recall === undefined) return null;
  return (
    <span className={styles.recall}>
      <span className={common.hidden}>{text('stage.recallName')}</span> {numbers.score(recall)}
    </span>
  );
}

function Facts({ report, index }: { report: StageReport; index: number }) {
  const text = useText();
  const numbers = useNumbers();
  const before = usePage((state) => state.reports[index - 1]?.recall[report.objective]);
  const granularity = usePage((state) => state.draft.config?.granularity);
  const facts = [
    ...countFacts(report, granularity === 'weight', text, numbers),
    ...recallFact(report, { before, text, numbers }),
    ...choiceFacts(report, text),
  ];
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

function StageProgress({ stage }: { stage: StageOutline }) {
  const share = usePage(({ progress }) =>
    progress?.stage === stage.id && progress.stageSteps > 0 ? progress.stageStep / progress.stageSteps : 0,
  );
  return (
    <div className={styles.progress} aria-hidden="true">
      <div style={{ translate: `${100 * (share - 1)}%` }} />
    </div>
  );
}

/** Returns the number of steps, and what was released. */
function countFacts(
  { steps, curves }: StageReport,
  byWeight: boolean,
  text: Text,
  numbers: Numbers,
): string[] {
  const facts: string[] = [];
  if (steps > 0) facts.push(text('stage.steps', { steps }));
  if (curves) {
    const sum = (count: 'released' | 'candidates') =>
      numbers.count(curves.reduce((total, curve) => total + curve[count], 0));
    const counts = { released: sum('released'), candidates: sum('candidates') };
    facts.push(text(byWeight ? 'stage.releasedWeights' : 'stage.released', counts));
  }
  return facts;
}

/** Returns the recall of the stage’s objective at its end, and where it recovers that of before. */
function recallFact(
  { kind, objective, recall }: StageReport,
  context: { before: number | undefined; text: Text; numbers: Numbers },
): string[] {
  const { before, text, numbers } = context;
  const after = recall[objective];
  if (after === undefined) return [];
  if (kind !== 'recover' || before === undefined)
    return [text('stage.recall', { after: numbers.score(after) })];
  return [text('stage.recovered', { before: numbers.score(before), after: numbers.score(after) })];
}

/** Returns what the stage chose on validation. */
function choiceFacts({ objective, shrink, auxiliary, bestStep }: StageReport, text: Text): string[] {
  const facts: string[] = [];
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
