/** The stages with everything they reported, and the curves. Charts load in a chunk of their own. */
import { type ReactNode, Suspense } from 'react';
import { Card } from '../controls/Card';
import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import type { MessageId } from '../messages/en';
import { useText } from '../messages/useText';
import { lazyPanel } from '../shell/lazyPanel';
import styles from './ChartsPanel.module.css';
import { Forgetting } from './Forgetting';
import { Timeline } from './Timeline';
import { usePage } from './usePage';

const LossChart = lazyPanel(async () => (await import('./LossChart')).LossChart);
const ObjectiveChart = lazyPanel(async () => (await import('./ObjectiveChart')).ObjectiveChart);

export function ChartsPanel() {
  const text = useText();
  const hasLosses = usePage((state) => state.losses.length > 0);
  const hasRecall = usePage((state) => state.validations.length > 0);
  const hasDrift = usePage((state) => state.validations.some(({ drift }) => Object.keys(drift).length > 0));
  const k = usePage((state) => state.dataset?.k ?? 50);
  return (
    <>
      <Timeline />
      <div className={styles.charts}>
        <ChartCard title={text('chart.loss')} name="loss" isEmpty={!hasLosses}>
          <LossChart />
        </ChartCard>
        <ChartCard title={text('chart.recall', { k })} name="recall" isEmpty={!hasRecall}>
          <ObjectiveChart measure="recall" />
        </ChartCard>
        <ChartCard title={text('chart.drift')} name="drift" isEmpty={!hasDrift}>
          <Forgetting />
          <ObjectiveChart measure="drift" />
        </ChartCard>
      </div>
    </>
  );
}

function ChartCard(properties: {
  title: string;
  name: 'loss' | 'recall' | 'drift';
  isEmpty: boolean;
  children: ReactNode;
}) {
  const { title, name, isEmpty, children } = properties;
  const text = useText();
  return (
    <Card as="figure" className={styles.chart}>
      <h3>{title}</h3>
      {isEmpty ? (
        <Notice kind="empty" className={styles.empty}>
          {text(`chart.${name}.empty` satisfies MessageId)}
        </Notice>
      ) : (
        <>
          <Suspense fallback={<div className={common.skeleton}>{text('chart.loading')}</div>}>
            {children}
          </Suspense>
          <figcaption className={common.note}>{text(`chart.${name}.note` satisfies MessageId)}</figcaption>
        </>
      )}
    </Card>
  );
}
