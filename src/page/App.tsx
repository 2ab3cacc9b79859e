/** The page from top to bottom, in the order of the house: data, plan, training, masks, results, lists, lab. */
import { Suspense } from 'react';
import { DataPanel } from './data/DataPanel';
import { Header } from './header/Header';
import { ProblemNotice } from './header/ProblemNotice';
import { lazyPanel } from './lazyPanel';
import { MasksPanel } from './masks/MasksPanel';
import { useText } from './messages/useText';
import { PlanPanel } from './plan/PlanPanel';
import { ResultsPanel } from './results/ResultsPanel';
import { RetrievePanel } from './retrieve/RetrievePanel';
import { Section } from './Section';
import { InterruptionNotice } from './storage/InterruptionNotice';
import { LinkNotice } from './storage/LinkNotice';
import { TrainPanel } from './train/TrainPanel';
import { Transport } from './train/Transport';
import { useAppliedTheme } from './useTheme';
import './theme.css';
import './base.css';
import './App.css';

/** The last panel and the largest: the first paint does not wait for it. */
const LabPanel = lazyPanel(async () => (await import('./lab/LabPanel')).LabPanel);

export function App() {
  const text = useText();
  useAppliedTheme();
  return (
    <>
      <a className="skip" href="#data">
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
          <MasksPanel />
        </Section>
        <Section name="results">
          <ResultsPanel />
        </Section>
        <Section name="retrieve">
          <RetrievePanel />
        </Section>
        <Section name="lab">
          <Suspense fallback={<p className="empty">{text('lab.loading')}</p>}>
            <LabPanel />
          </Suspense>
        </Section>
      </main>
      <footer className="footer note">
        <p>{text('app.footer')}</p>
        <p>{text('app.private')}</p>
      </footer>
    </>
  );
}
