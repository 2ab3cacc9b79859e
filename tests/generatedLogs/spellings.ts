/** How people write the columns and cells of a log: names, words of events, flags, times, ids. */

/** Names of columns, usual ones and a few that say nothing. */
export const COLUMN_NAMES = {
  user: [
    'user_id',
    'uid',
    'UserId',
    'customer_id',
    'visitorid',
    'reviewerID',
    'Kunde',
    '用户id',
    'usuario',
    'who',
  ],
  item: [
    'item_id',
    'product_id',
    'sku',
    'video_id',
    'articleId',
    'asin',
    'Artikel',
    '商品id',
    'producto',
    'what',
  ],
  click: ['click', 'is_click', 'clicked', 'clk', 'label', 'Klick', '点击', 'tried'],
  conversion: ['conversion', 'purchase', 'is_buy', 'ordered', 'Kauf', '购买', 'kept'],
  event: ['event', 'event_type', 'action', 'behavior_type', 'type', '行为', 'what_happened'],
  rating: ['rating', 'score', 'stars', 'Book-Rating', '评分', 'liking'],
  time: ['timestamp', 'event_time', 'ts', 'datetime', 'Datum', '时间', 'when'],
} as const;

/** A kind of log's words for what was seen, tried and kept, in that order. */
export interface EventWords {
  words: readonly [string, string, string];
  /** Further events that say nothing about the funnel, or take something back. */
  others: readonly string[];
  /** Nobody can know what the words mean without being asked. */
  isOpaque: boolean;
}

const known = (words: EventWords['words'], others: readonly string[] = []): EventWords => ({
  words,
  others,
  isOpaque: false,
});
const opaque = (...words: EventWords['words']): EventWords => ({ words, others: [], isOpaque: true });

export const EVENT_WORDS: readonly EventWords[] = [
  known(['view', 'cart', 'purchase'], ['remove_from_cart']),
  known(['pv', 'fav', 'buy']),
  known(['view', 'addtocart', 'transaction']),
  known(['impression', 'click', 'conversion']),
  known(['view_item', 'add_to_cart', 'purchase'], ['refund']),
  known(['clicks', 'carts', 'orders']),
  known(['VIEW', 'CLICK', 'BUY']),
  known(['浏览', '加购', '购买']),
  known(['Impressions', 'Clicks', 'Purchases']),
  opaque('0', '1', '2'),
  opaque('1', '2', '4'),
  opaque('3', '1', '0'),
  opaque('a', 'b', 'c'),
  opaque('stage one', 'stage two', 'stage three'),
];

/** Yes and no. */
export const FLAG_WORDS: readonly (readonly [string, string])[] = [
  ['1', '0'],
  ['1.0', '0.0'],
  ['true', 'false'],
  ['TRUE', 'FALSE'],
  ['yes', 'no'],
  ['Y', 'N'],
  ['t', 'f'],
  ['ja', 'nein'],
  ['是', '否'],
];

const two = (number: number) => String(number).padStart(2, '0');

interface Clock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

function clockOf(ms: number): Clock {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

const time = ({ hour, minute, second }: Clock) => `${two(hour)}:${two(minute)}:${two(second)}`;
const iso = (clock: Clock) => `${clock.year}-${two(clock.month)}-${two(clock.day)}`;

/** Ways to write a moment, and the milliseconds to which each is exact. */
export const TIME_SPELLINGS: readonly { name: string; write: (ms: number) => string; exactTo: number }[] = [
  { name: 'seconds', write: (ms) => String(Math.floor(ms / 1000)), exactTo: 1000 },
  { name: 'milliseconds', write: (ms) => String(ms), exactTo: 1 },
  { name: 'microseconds', write: (ms) => `${ms}000`, exactTo: 1 },
  { name: 'ISO', write: (ms) => new Date(ms).toISOString(), exactTo: 1 },
  { name: 'ISO with blank', write: (ms) => `${iso(clockOf(ms))} ${time(clockOf(ms))}`, exactTo: 1000 },
  { name: 'UTC', write: (ms) => `${iso(clockOf(ms))} ${time(clockOf(ms))} UTC`, exactTo: 1000 },
  { name: 'offset', write: (ms) => `${iso(clockOf(ms))}T${time(clockOf(ms))}+00:00`, exactTo: 1000 },
  {
    name: 'German',
    write: (ms) => {
      const clock = clockOf(ms);
      return `${two(clock.day)}.${two(clock.month)}.${clock.year} ${time(clock)}`;
    },
    exactTo: 1000,
  },
  {
    name: 'day first',
    write: (ms) => {
      const clock = clockOf(ms);
      return `${two(clock.day)}/${two(clock.month)}/${clock.year} ${time(clock)}`;
    },
    exactTo: 1000,
  },
  {
    name: 'month first, AM and PM',
    write: (ms) => {
      const clock = clockOf(ms);
      const hour = clock.hour % 12 === 0 ? 12 : clock.hour % 12;
      const half = clock.hour < 12 ? 'AM' : 'PM';
      return `${clock.month}/${clock.day}/${clock.year} ${time({ ...clock, hour }).replace(/^0/, '')} ${half}`;
    },
    exactTo: 1000,
  },
  { name: 'days', write: (ms) => iso(clockOf(ms)).replaceAll('-', ''), exactTo: 86_400_000 },
  {
    name: 'digits alone',
    write: (ms) => `${iso(clockOf(ms)).replaceAll('-', '')}${time(clockOf(ms)).replaceAll(':', '')}`,
    exactTo: 1000,
  },
];

/** Ways to write the id of entity `n`: each different for each n below 1000. */
export const ID_SPELLINGS: readonly { name: string; write: (n: number) => string }[] = [
  { name: 'short', write: (n) => `u${n}` },
  { name: 'number', write: (n) => String(100_200 + 37 * n) },
  { name: 'small number', write: (n) => String(n + 1) },
  { name: 'leading zeros', write: (n) => String(n + 1).padStart(8, '0') },
  { name: 'large number', write: (n) => String(541_312_018 + 7919 * n) },
  { name: 'as large as a time', write: (n) => String(1_650_000_000 + 86_413 * n) },
  { name: 'fraction', write: (n) => `${100_666 + n}.16` },
  { name: 'code', write: (n) => `GGOE${5000 + n}` },
  { name: 'hash', write: (n) => (0x9e3779b1 * (n + 1)).toString(16).padStart(14, 'c') },
  { name: 'title', write: (n) => `Cup, number ${n}` },
];
