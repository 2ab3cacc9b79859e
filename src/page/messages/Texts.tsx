/** Gives every panel its texts, in the loaded log's own words where it has some. */
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
