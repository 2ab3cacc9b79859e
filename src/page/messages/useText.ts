/** Typed access to the texts (a key that does not exist does not compile) and the page's number formats. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from './en';

/** Renders a key of the catalogue. */
export type Text = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

/** Returns the renderer of the page's language. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** The number formats of the page's language. */
export interface Numbers {
  /** 12,345 */
  count(value: number): string;
  /** 0.427 */
  score(value: number): string;
  /** 43%, and one digit more below 10%: 7.3%. */
  share(value: number): string;
  /** Formats at most three significant digits: 0, 0.3, 1.2e-7. */
  plain(value: number): string;
  /** A tick of an axis without its rounding error, at most six significant digits: 0.9285. */
  tick(value: number): string;
}

/** Returns the number formats of the page's language. */
export function useNumbers(): Numbers {
  const { locale } = useIntl();
  return numbersOf(locale);
}

/** The formats of every language that was asked for: dozens of components use them, and each takes long to make. */
const known = new Map<string, Numbers>();

function numbersOf(locale: string): Numbers {
  const numbers = known.get(locale) ?? createNumbers(locale);
  known.set(locale, numbers);
  return numbers;
}

function createNumbers(locale: string): Numbers {
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const three = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const digits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  const six = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 });
  const scientific = new Intl.NumberFormat(locale, { notation: 'scientific', maximumFractionDigits: 1 });
  return {
    count: (value) => integer.format(value),
    score: (value) => three.format(value),
    share: (value) => (value > 0 && value < 0.1 ? finePercent : percent).format(value),
    plain: (value) => (value !== 0 && Math.abs(value) < 1e-3 ? scientific : digits).format(value),
    tick: (value) => six.format(value),
  };
}

/** Returns “12 s” or “2 min 5 s”. */
export function formatDuration(text: Text, milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return text('time.seconds', { seconds });
  return text('time.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
