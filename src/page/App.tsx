/** The page: the bar, the open view, and what may open beside or over it. */

import { Suspense, useEffect, useRef } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import styles from './App.module.css';
import { Bar } from './bar/Bar';
import { Drawers } from './bar/Drawers';
import { usePage } from './bar/usePage';
import { useShortcuts } from './bar/useShortcuts';
import { Notice } from './controls/Notice';
import { Texts } from './messages/Texts';
import { useText } from './messages/useText';
import { LinkNotice } from './plan/LinkNotice';
import { Play } from './play/Play';
import { lazyPanel } from './shell/lazyPanel';
import { ProblemNotice } from './shell/ProblemNotice';
import { Section } from './shell/Section';
import { useAppliedTheme } from './shell/useTheme';
import { InterruptionNotice } from './storage/InterruptionNotice';
import { DoubtsDialog } from './train/DoubtsDialog';

/** The views that a first drag does not need. */
const DataPanel = lazyPanel(async () => (await import('./data/DataPanel')).DataPanel);
const LabPanel = lazyPanel(async () => (await import('./lab/LabPanel')).LabPanel);
const ResultsPanel = lazyPanel(async () => (await import('./results/ResultsPanel')).ResultsPanel);
const RunsCard = lazyPanel(async () => (await import('./storage/RunsCard')).RunsCard);
const SavedCard = lazyPanel(async () => (await import('./storage/SavedCard')).SavedCard);

export function App() {
  const names = usePage((state) => state.dataset?.summary.names);
  const objectives = usePage((state) => state.dataset?.summary.objectives.length);
  return (
    <Texts names={names} objectives={objectives}>
      <I18nProvider locale="en">
        <Frame />
      </I18nProvider>
    </Texts>
  );
}

function Frame() {
  const text = useText();
  const view = usePage((state) => state.view);
  useAppliedTheme();
  useShortcuts();
  useTopOf(view);
  return (
    <>
      <SkipLink />
      <Bar />
      <div className={styles.notices}>
        <ProblemNotice />
        <InterruptionNotice />
        <LinkNotice />
      </div>
      <main className={styles.main} tabIndex={-1} key={view}>
        <Suspense fallback={<Notice kind="empty">{text('app.loading')}</Notice>}>
          <OpenView />
        </Suspense>
      </main>
      <Drawers />
      <DoubtsDialog />
    </>
  );
}

/** To the first slider in Play, to the view elsewhere; not a link, whose address would be that of a view. */
function SkipLink() {
  const text = useText();
  const view = usePage((state) => state.view);
  const skip = () => {
    const target =
      document.querySelector<HTMLElement>('[data-part="fusion"] input[type="range"]:enabled') ??
      document.querySelector('main');
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <button type="button" className={styles.skip} onClick={skip}>
      {text(view === 'play' ? 'app.skip' : 'app.skip.view')}
    </button>
  );
}

function OpenView() {
  const view = usePage((state) => state.view);
  if (view === 'play') return <Play />;
  return (
    <Section view={view}>
      {view === 'data' && <DataPanel />}
      {view === 'compare' && <LabPanel />}
      {view === 'runs' && (
        <>
          <RunsCard />
          <ResultsPanel />
          <SavedCard />
        </>
      )}
    </Section>
  );
}

/** A view that opens is shown from its top, as a page would be. */
function useTopOf(view: string): void {
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== view) window.scrollTo({ top: 0 });
    before.current = view;
  }, [view]);
}
