/**
 * The address's fragment: which view is open, the setup of a link, and the look of Play as a query, for
 * example `#play?w=.33,.33,.97&user=u0546`.
 */
/** The page's views in their order. */
export const VIEWS = ['play', 'data', 'compare', 'runs'] as const;
export type View = (typeof VIEWS)[number];

/** What belongs to the look of Play, as the panels write it: `w`, `rho`, `user`, `run`, … */
export type Look = Readonly<Record<string, string>>;

export interface Address {
  readonly view: View;
  /** A link to a setup, `setup=1.…`, as the worker reads it. */
  readonly setup: string | null;
  readonly look: Look;
}

const SETUP = 'setup=';

/** Whether the address's fragment is a setup, of whatever version. */
export const isLink = (hash: string): boolean => hash.startsWith(`#${SETUP}`);

/** Returns what a fragment says; an unknown view is Play. */
export function readAddress(hash: string): Address {
  const [place = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const { view = '', ...look } = Object.fromEntries(new URLSearchParams(query));
  const setup = place.startsWith(SETUP) ? place : null;
  return { view: viewOf(setup ? view : place), setup, look };
}

/** Returns the fragment of an address; reading it gives the address back. */
export function writeAddress({ view, setup, look }: Address): string {
  const values = Object.entries(look).map(([name, value]) => `${name}=${plain(value)}`);
  if (setup && view !== 'play') values.unshift(`view=${view}`);
  const query = values.length > 0 ? `?${values.join('&')}` : '';
  return `#${setup ?? view}${query}`;
}

const viewOf = (name: string): View => VIEWS.find((view) => view === name) ?? 'play';

/** Returns a value as a query takes it; commas stay readable. */
const plain = (value: string): string => encodeURIComponent(value).replaceAll('%2C', ',');
