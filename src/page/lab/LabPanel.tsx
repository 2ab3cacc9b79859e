/** Panel 7: an experiment is set up, runs in the background, and its results stay. */

import { Card } from '../controls/Card';
import { Notice } from '../controls/Notice';
import { useCoded } from '../messages/useCoded';
import { useText } from '../messages/useText';
import { LabResults } from './LabResults';
import styles from './lab.module.css';
import { sweepOf } from './labDraft';
import { RunCard } from './RunCard';
import { Sensitivity } from './Sensitivity';
import { SetupForm } from './SetupForm';
import { isUnderWay } from './state';
import { usePage } from './usePage';

export function LabPanel() {
  const coded = useCoded();
  const problem = usePage(({ lab }) => lab.problem);
  // A sweep is read from its plot, a comparison from its table.
  const isSweep = usePage(({ lab }) => sweepOf(lab.state?.spec) !== null);
  return (
    <>
      <div>
        <Setup />
        <div role="alert">
          {problem && (
            <Notice kind="problem" className={styles.problem}>
              {coded('error', problem.reason)}
            </Notice>
          )}
        </div>
      </div>
      <RunCard />
      {isSweep ? (
        <>
          <Sensitivity />
          <LabResults />
        </>
      ) : (
        <>
          <LabResults />
          <Sensitivity />
        </>
      )}
    </>
  );
}

/** The form; once there is an experiment, folded behind one line. */
function Setup() {
  const text = useText();
  const isThere = usePage(({ lab }) => lab.state !== null && lab.state.spec !== null);
  const isBusy = usePage(({ lab }) => isUnderWay(lab.state));
  if (!isThere) return <SetupForm />;
  if (isBusy) return null;
  return (
    <Card as="details" className={styles.setup}>
      <summary>{text('lab.again')}</summary>
      <SetupForm />
    </Card>
  );
}
