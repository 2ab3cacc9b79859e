/** Provides every panel with its texts, with the names that the loaded log gives the objectives. */
import { type ReactNode, useMemo } from 'react';
import { IntlProvider } from 'react-intl';
import type { DatasetSummary } from '../../data/summary';
import { namedMessages } from './named';

interface TextsProps {
  /** The log's names for exposure, click and conversion. */
  names: DatasetSummary['names'];
  /** Number of the log's objectives. */
  objectives: number | undefined;
  children: ReactNode;
}

export function Texts({ names, objectives, children }: TextsProps) {
  const messages = useMemo(() => namedMessages(names, objectives), [names, objectives]);
  return (
    <IntlProvider locale="en" messages={messages}>
      {children}
    </IntlProvider>
  );
}
