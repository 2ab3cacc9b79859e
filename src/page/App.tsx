/** The page from top to bottom, in order: data, plan, training, masks, results, lists, lab. */

import { clsx } from 'clsx';
import { Suspense } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import styles from './App.module.css';
import common from './controls/common.module.css';
import { Notice } from './controls/Notice';
import { DataPanel } from './data/DataPanel';
import { usePage } from './data/usePage';
import { MasksPanel } from './masks/MasksPanel';
import { Texts } from './messages/Texts';
import { useText } from './messages/useText';
import { LinkNotice } from './plan/LinkNotice';
import { PlanPanel } from './plan/PlanPanel';
import { ResultsPanel } from './results/ResultsPanel';
import { RetrievePanel } from './retrieve/RetrievePanel';
import { useBlockGains } from './retrieve/useBlockGains';
import { Header } from './shell/Header';
import { lazyPanel } from './shell/lazyPanel';
import { ProblemNotice } from './shell/ProblemNotice';
import { Section } from './shell/Section';
import { useAppliedTheme } from './shell/useTheme';
import { InterruptionNotice } from './storage/InterruptionNotice';
import { SavedCard } from './storage/SavedCard';
import { TrainPanel } from './train/TrainPanel';
import { Transport } from './train/Transport';

/** The last panel and the largest: the first paint does not wait for it. */
const LabPanel = lazyPanel(async () => (await import('./lab/LabPanel')).LabPanel);

export function App() {
  const names = usePage((state) => state.dataset?.summary.names);
  return (
    <Texts names={names}>
      <I18nProvider locale="en">
        <Panels />
      </I18nProvider>
    </Texts>
  );
}

function Panels() {
  const text = useText();
  useAppliedTheme();
  return (
    <>
      <a className={styles.skip} href="#data">
        {text('app.skip')}
      </a>
      <Header />
      <Transport />
      <main>
        <ProblemNotice />
        <InterruptionNotice />
        <LinkNotice />
        <Section name="data">
          <DataPanel />
        </Section>
        <Section name="plan">
          <PlanPanel />
        </Section>
        <Section name="train">
          <TrainPanel />
        </Section>
        <Section name="masks">
          <SteeredMasks />
        </Section>
        <Section name="results">
          <ResultsPanel />
          <SavedCard />
        </Section>
        <Section name="retrieve">
          <RetrievePanel />
        </Section>
        <Section name="lab">
          <Suspense fallback={<Notice kind="empty">{text('lab.loading')}</Notice>}>
            <LabPanel />
          </Suspense>
        </Section>
      </main>
      <footer className={clsx(styles.footer, common.note)}>
        <p>{text('app.footer')}</p>
        <p>{text('app.private')}</p>
      </footer>
    </>
  );
}

/** The masks with the blocks of the vector as high as the weighting makes them. */
function SteeredMasks() {
  const gains = useBlockGains();
  return <MasksPanel {...(gains && { gains })} />;
}
