/** Whether a log is what it should be: sizes, rates and the order of the funnel that no log of exposures has. */
import type { InteractionLog } from '../schema';
import { type Finding, type FunnelStep, note, type Spread, stop, warning } from './findingTypes';

/** Users and items below which there is nothing to retrieve. (ours) */
const MIN_ENTITIES = 5;
/** Share of pairs clicked beyond which what was not clicked is not recorded. (ours) */
const MAX_CLICKED = 0.95;
/** Share of all pairs that one id may have: beyond it a note, from half on it is hardly somebody. */
const DOMINANT_SHARE = 0.3;
const STOPPING_SHARE = 0.5;
const MAX_ID_LENGTH = 40;
/** Share of users with two pairs below which the column of users names something else. (ours) */
const MIN_RETURNING = 0.05;

export interface PlausibilityOptions {
  readonly log: InteractionLog;
  readonly funnel: readonly FunnelStep[];
  readonly pairsPerUser: Spread;
  readonly itemExposures: Int32Array;
}

/** Returns what contradicts that rows are users' exposures to items, and clicks and conversions what came of them. */
export function plausibility(options: PlausibilityOptions): Finding[] {
  return [
    ...sizes(options.log),
    ...returningUsers(options.log),
    ...dominance(options),
    ...rates(options.funnel),
    ...inversions(options),
  ];
}

function sizes({ users, items }: InteractionLog): Finding[] {
  const [userCount, itemCount] = [users.ids.length, items.ids.length];
  const findings: Finding[] = [];
  if (userCount === 1) findings.push(stop('one-user'));
  else if (userCount < MIN_ENTITIES) findings.push(stop('few-users', { users: userCount }));
  if (itemCount === 1) findings.push(stop('one-item'));
  else if (itemCount < MIN_ENTITIES) findings.push(stop('few-items', { items: itemCount }));
  return findings;
}

/** Users with a single pair teach nothing of a user's taste, and none of them can be tested. */
function returningUsers({ userStart, users, items }: InteractionLog): Finding[] {
  if (items.ids.length === 1) return [];
  let returning = 0;
  for (let user = 0; user + 1 < userStart.length; user++) {
    if (userStart[user + 1]! - userStart[user]! > 1) returning++;
  }
  const share = returning / users.ids.length;
  return share < MIN_RETURNING ? [stop('single-row-users', { share })] : [];
}

/** One id with half of the rows is a robot, “not logged in”, or a placeholder for no id at all. */
function dominance({ log, pairsPerUser, itemExposures }: PlausibilityOptions): Finding[] {
  const largestUser = log.userStart.findIndex(
    (start, user) => log.userStart[user + 1]! - start === pairsPerUser.max,
  );
  const mostExposures = itemExposures.reduce((largest, count) => Math.max(largest, count), 0);
  const candidates = [
    { finding: 'dominant-user', ids: log.users.ids, largest: largestUser, pairs: pairsPerUser.max },
    {
      finding: 'dominant-item',
      ids: log.items.ids,
      largest: itemExposures.indexOf(mostExposures),
      pairs: mostExposures,
    },
  ] as const;
  return candidates.flatMap(({ finding, ids, largest, pairs }) => {
    const share = pairs / log.depth.length;
    if (ids.length < MIN_ENTITIES || share <= DOMINANT_SHARE) return [];
    const values = { id: ids[largest]!.slice(0, MAX_ID_LENGTH), share };
    return [share > STOPPING_SHARE ? stop(finding, values) : note(finding, values)];
  });
}

function rates([, click, conversion]: readonly FunnelStep[]): Finding[] {
  return [
    ...(click && click.rate > MAX_CLICKED ? [stop('everything-clicked', { share: click.rate })] : []),
    ...(conversion?.rate === 1 ? [warning('everything-converted')] : []),
  ];
}

/**
 * Labels the wrong way round: before gaps were closed, more pairs had the deeper outcome than the shallower one.
 * Reading counts the gaps it closes among the log's warnings.
 */
function inversions({ log, funnel }: PlausibilityOptions): Finding[] {
  const closed = (code: string) =>
    Number(log.warnings.find((warning) => warning.code === code)?.values?.count ?? 0);
  const [exposures = 0, clicks = 0, conversions = 0] = funnel.map(({ pairs }) => pairs);
  const gaps = [
    {
      shallower: 'exposure',
      deeper: 'click',
      added: closed('click-without-exposure'),
      all: exposures,
      deep: clicks,
    },
    {
      shallower: 'click',
      deeper: 'conversion',
      added: closed('conversion-without-click'),
      all: clicks,
      deep: conversions,
    },
  ];
  return gaps.flatMap(({ shallower, deeper, added, all, deep }) => {
    const recorded = Math.max(0, all - added);
    if (added === 0 || recorded >= deep) return [];
    return [stop('funnel-inverted', { shallower, deeper, recorded, deep })];
  });
}
