/** The notice of an error: what went wrong, where, and what to do next. */
import { useEffect, useRef } from 'react';
import type { Issue } from '../../data/schema';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import issueRows from '../controls/IssueRows.module.css';
import { Notice } from '../controls/Notice';
import { useCoded, useIssueSummary } from '../messages/useCoded';
import { type Text, useNumbers, useText } from '../messages/useText';
import type { Problem } from '../store/problem';
import styles from './ProblemNotice.module.css';
import { useCommands, usePage } from './usePage';

/** Maximum of issues listed: ten thousand rows would stall the page. */
const SHOWN_ISSUES = 100;

export function ProblemNotice() {
  const problem = usePage((state) => state.problem);
  return (
    <div role="alert" className={styles.alert}>
      {problem && <ProblemCard problem={problem} />}
    </div>
  );
}

function ProblemCard({ problem }: { problem: Problem }) {
  const text = useText();
  const coded = useCoded();
  const summary = useIssueSummary();
  const { dismissProblem } = useCommands();
  const frame = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new problem comes into sight, not only the first
  useEffect(() => {
    frame.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  return (
    <Notice as="div" kind="problem" className={styles.problem} ref={frame}>
      <div className={common.spread}>
        <h2>{text(`problem.${problem.kind}`)}</h2>
        <Button onPress={dismissProblem}>{text('problem.dismiss')}</Button>
      </div>
      <p>{summary(problem.issues, problem.count) ?? coded('error', problem.reason)}</p>
      <IssueList {...problem} />
      <p className={common.note}>{text(`problem.${problem.kind}.next`)}</p>
    </Notice>
  );
}

function IssueList({ issues, count = issues.length }: Pick<Problem, 'issues' | 'count'>) {
  // A single issue is the summary itself.
  if (issues.length < 2) return null;
  const shown = issues.slice(0, SHOWN_ISSUES);
  return (
    <>
      <IssueCount count={count} shown={shown.length} />
      <IssueRows issues={shown} />
    </>
  );
}

/** The number of issues, and whether all of them are listed. */
export function IssueCount({ count, shown }: { count: number; shown: number }) {
  const text = useText();
  const numbers = useNumbers();
  const counts = { count: numbers.count(count), shown: numbers.count(shown) };
  return (
    <p className={common.note}>
      {text(shown < count ? 'problem.issues.first' : 'problem.issues.all', counts)}
    </p>
  );
}

/** Line, column and sentence of each issue; also used for a log's warnings. */
export function IssueRows({ issues, withFile = false }: { issues: readonly Issue[]; withFile?: boolean }) {
  const text = useText();
  const coded = useCoded();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ul className={issueRows.issues} tabIndex={0}>
      {issues.map((issue, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown once and never reordered
        <li key={index}>
          <span className={common.note}>
            {[withFile && issue.file, whereOf(issue, text)].filter(Boolean).join(' · ')}
          </span>
          <span>{coded('issue', issue)}</span>
        </li>
      ))}
    </ul>
  );
}

function whereOf({ line, column }: Issue, text: Text): string {
  if (line !== undefined && column !== undefined) return text('place.lineColumn', { line, column });
  if (line !== undefined) return text('place.line', { line });
  return column === undefined ? '' : text('place.column', { column });
}
