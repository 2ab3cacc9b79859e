/** The running experiment: its specification, progress and controls. */

import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import type { LabSpec, LabStatus } from '../../worker/protocol/lab';
import { Button } from '../controls/Button';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { ProgressBar } from '../controls/ProgressBar';
import { Icon, type IconName } from '../legend/Icon';
import { methodTitle } from '../legend/methods';
import { useCoded } from '../messages/useCoded';
import { useNumbers, useText } from '../messages/useText';
import styles from './lab.module.css';
import { sweepOf } from './labDraft';
import { requestTitle, roughTime, stepsTitle, trialTitle } from './labels';
import { useCommands, usePage } from './usePage';

export function RunCard() {
  const text = useText();
  const coded = useCoded();
  const state = usePage(({ lab }) => lab.state);
  const heading = useRef<HTMLHeadingElement>(null);
  const status = state?.status;
  useEffect(() => {
    // The button that was pressed may have gone: Start with the form, Pause with its state.
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (status && status !== 'idle' && isLost) heading.current?.focus({ preventScroll: true });
  }, [status]);
  if (!state?.spec || !status) return null;
  const { spec, failure } = state;
  return (
    <Card className={styles.run} data-status={status}>
      <div className={common.spread}>
        <div>
          <h3 ref={heading} tabIndex={-1}>
            <span role="status">{text(`lab.status.${status}`)}</span>
          </h3>
          <SpecSummary spec={spec} />
        </div>
        <RunButtons status={status} />
      </div>
      <Bar />
      <CurrentTrial />
      {isExplained(status) && <p className={common.note}>{text(`lab.explain.${status}`)}</p>}
      {status === 'failed' && failure && <Notice kind="problem">{coded('error', failure)}</Notice>}
    </Card>
  );
}

const EXPLAINED = ['waiting', 'paused', 'interrupted', 'cancelled', 'failed'] as const;
const isExplained = (status: LabStatus): status is (typeof EXPLAINED)[number] =>
  EXPLAINED.some((name) => name === status);

function SpecSummary({ spec }: { spec: LabSpec }) {
  const text = useText();
  const numbers = useNumbers();
  const dataset = usePage((state) => state.dataset);
  const sweep = sweepOf(spec);
  const { datasets, seeds, budget, methods, tuned, reference } = spec;
  const shared = {
    datasets: datasets.map((request) => requestTitle(request, dataset, text)).join(', '),
    seeds: seeds.length,
    budget: numbers.share(budget),
    methods: methods.length,
  };
  return (
    <p className={common.note}>
      {sweep
        ? text('lab.spec.sweep', { ...shared, sweep: text(`lab.sweep.${sweep}`) })
        : text(tuned ? 'lab.spec.tuned' : 'lab.spec', {
            ...shared,
            reference: methodTitle(reference, text),
          })}
    </p>
  );
}

const BUTTONS: Readonly<Record<LabStatus, readonly ('pause' | 'resume' | 'cancel' | 'discard' | 'retry')[]>> =
  {
    idle: [],
    running: ['pause', 'cancel'],
    waiting: ['pause', 'cancel'],
    paused: ['resume', 'cancel'],
    interrupted: ['resume', 'discard'],
    finished: [],
    cancelled: [],
    failed: ['retry'],
  };

function RunButtons({ status }: { status: LabStatus }) {
  const text = useText();
  const { pauseLab, resumeLab, cancelLab } = useCommands();
  const actions = {
    pause: pauseLab,
    resume: resumeLab,
    retry: resumeLab,
    cancel: cancelLab,
    discard: cancelLab,
  };
  const icons: Record<keyof typeof actions, IconName> = {
    pause: 'pause',
    resume: 'play',
    retry: 'play',
    cancel: 'cancel',
    discard: 'cancel',
  };
  return (
    <div className={common.row}>
      {BUTTONS[status].map((name) => (
        <Button
          key={name}
          variant={name === 'resume' || name === 'retry' ? 'primary' : 'secondary'}
          onPress={() => void actions[name]()}
        >
          <Icon name={icons[name]} />
          {text(`lab.${name}`)}
        </Button>
      ))}
    </div>
  );
}

function Bar() {
  const text = useText();
  const status = usePage(({ lab }) => lab.state?.status ?? 'idle');
  const done = usePage(({ lab }) => lab.state?.done ?? 0);
  const total = usePage(({ lab }) => lab.state?.total ?? 0);
  const within = usePage(({ lab }) => {
    const progress = lab.state?.progress;
    return progress ? progress.step / Math.max(1, progress.steps) : 0;
  });
  const share = total > 0 ? Math.min(1, (done + within) / total) : 0;
  return <ProgressBar label={text('lab.progress')} share={share} status={status} />;
}

function CurrentTrial() {
  const text = useText();
  const numbers = useNumbers();
  const state = usePage(({ lab }) => lab.state);
  const dataset = usePage((page) => page.dataset);
  if (!state) return null;
  const { trial, done, total, etaMs, status } = state;
  const isGoing = trial !== null && ['running', 'waiting', 'paused'].includes(status);
  const parts = isGoing ? [trialTitle(trial, dataset, text), stepsTitle(state, text, numbers)] : [];
  const left =
    status === 'running' && etaMs !== null
      ? text('lab.eta', { time: roughTime(etaMs / 1000, text, numbers) })
      : null;
  return (
    <p className={clsx(common.spread, styles.trial)}>
      <span>{parts.filter(Boolean).join(', ')}</span>
      <span className={common.note}>
        {[text('lab.done', { done, total }), left].filter(Boolean).join(' · ')}
      </span>
    </p>
  );
}
