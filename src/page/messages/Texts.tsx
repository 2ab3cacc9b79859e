/** Gives every panel its texts, in the loaded log's own words where it has some. */
import { type ReactNode, useMemo } from 'react';
import { IntlProvider } from 'react-intl';
import { usePage } from '../usePage';
import { namedMessages } from './named';

export function Texts({ children }: { children: ReactNode }) {
  const names = usePage((state) => state.dataset?.summary.names);
  const messages = useMemo(() => namedMessages(names), [names]);
  return (
    <IntlProvider locale="en" messages={messages}>
      {children}
    </IntlProvider>
  );
}
