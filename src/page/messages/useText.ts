/** Typed access to the texts: a key that does not exist does not compile. */
import { useCallback, useMemo } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from './en';

export type Text = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

export interface Numbers {
  /** 12,345 */
  count(value: number): string;
  /** 0.427 */
  score(value: number): string;
  /** 12.3 %, one digit below 10 %. */
  share(value: number): string;
  /** As few digits as tell it: 0, 0.3, 1.2e-7. */
  plain(value: number): string;
  /** A tick, which has few digits already, without its rounding error: 0.9285. */
  tick(value: number): string;
}

export function useNumbers(): Numbers {
  const { locale } = useIntl();
  return useMemo(() => {
    const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    const three = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
    const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
    const six = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
    const scientific = new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits: 1 });
    return {
      count: (value) => whole.format(value),
      score: (value) => three.format(value),
      share: (value) => (value > 0 && value < 0.1 ? finePercent : percent).format(value),
      plain: (value) => (value !== 0 && Math.abs(value) < 1e-3 ? scientific : digits).format(value),
      tick: (value) => six.format(value),
    };
  }, [locale]);
}

/** “12 s” or “2 min 5 s”. */
export function formatDuration(text: Text, milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return text('time.seconds', { seconds });
  return text('time.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
