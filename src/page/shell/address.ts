/**
 * The address's fragment: which view is open, the setup of a link, and a query that says what Play shows, for
 * example `#play?w=.33,.33,.97&user=u0546`.
 */
/** The page's views in their order. */
export const VIEWS = ['play', 'data', 'compare', 'runs'] as const;
export type View = (typeof VIEWS)[number];

/** What Play shows, by the names of its parameters as the panels write them: `w`, `rho`, `user`, `run`, … */
export type Query = Readonly<Record<string, string>>;

export interface Address {
  readonly view: View;
  /** A link to a setup, `setup=1.…`, as the worker reads it. */
  readonly setup: string | null;
  readonly query: Query;
}

const SETUP = 'setup=';

/** Whether the address's fragment is a setup, of whatever version. */
export const isLink = (hash: string): boolean => hash.startsWith(`#${SETUP}`);

/** Returns what a fragment says; an unknown view is Play. */
export function readAddress(hash: string): Address {
  const [place = '', parameters = ''] = hash.replace(/^#/, '').split('?', 2);
  const { view = '', ...query } = Object.fromEntries(new URLSearchParams(parameters));
  const setup = place.startsWith(SETUP) ? place : null;
  return { view: viewOf(setup ? view : place), setup, query };
}

/** Returns the fragment of an address; reading it gives the address back. */
export function writeAddress({ view, setup, query }: Address): string {
  const values = Object.entries(query).map(([name, value]) => `${name}=${plain(value)}`);
  if (setup && view !== 'play') values.unshift(`view=${view}`);
  const parameters = values.length > 0 ? `?${values.join('&')}` : '';
  return `#${setup ?? view}${parameters}`;
}

const viewOf = (name: string): View => VIEWS.find((view) => view === name) ?? 'play';

/** Returns a value as a query takes it; commas stay readable. */
const plain = (value: string): string => encodeURIComponent(value).replaceAll('%2C', ',');
