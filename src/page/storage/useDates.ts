/** Dates as people write them, in the page's language. */
import { useMemo } from 'react';
import { useIntl } from 'react-intl';

/** Formats milliseconds since 1970: “25 Nov 2026, 16:37”. */
export function useDates(): (moment: number) => string {
  const { locale } = useIntl();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
    return (moment) => format.format(moment);
  }, [locale]);
}
