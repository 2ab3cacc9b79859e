/** Provides every panel with its texts, with the names that the loaded log gives the objectives. */
import { type ReactNode, useMemo } from 'react';
import { IntlProvider } from 'react-intl';
import type { DatasetSummary } from '../../data/summary';
import { namedMessages } from './named';

interface TextsProps {
  /** The log's names for exposure, click and conversion. */
  names: DatasetSummary['names'];
  children: ReactNode;
}

export function Texts({ names, children }: TextsProps) {
  const messages = useMemo(() => namedMessages(names), [names]);
  return (
    <IntlProvider locale="en" messages={messages}>
      {children}
    </IntlProvider>
  );
}
