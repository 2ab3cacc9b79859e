/** Logs of one kind of event only: nothing in them says which exposures were followed by anything. */
import type { InteractionLog, Issue } from '../../schema';
import type { FileReading } from '../fileReadTypes';
import { excerpt } from '../issues/excerpt';
import type { Reading } from '../startReading';
import { OUTCOME_BITS } from './outcomeBits';
import type { Anomalies, OutcomeOptions } from './rowOutcome';

/** Letters of a name of an objective. */
const MAX_NAME_LENGTH = 40;

/** Whether rows record a single kind of event. `recorded`: a union of OUTCOME_BITS. */
export const isOneKindOfEvent = (recorded: number): boolean =>
  Object.values(OUTCOME_BITS).some((bit) => bit === recorded);

/**
 * Returns the issue that keeps such a log from being read: `no-clicks` where a column could have said more and says
 * the same in every row, `one-objective` where there is none.
 */
export function oneKindIssue([first]: readonly FileReading[], reading: Reading): Issue {
  const { click, rating } = first?.roles.single ?? {};
  const column = click ?? rating;
  if (!first || column === undefined) return oneObjectiveIssue(reading.name, reading);
  return { file: first.name, column: first.layout.names[column]!, code: 'no-clicks' };
}

/** Returns the issue of a file whose rows are all of one kind: what it is called, and how many rows have no meaning. */
export function oneObjectiveIssue(
  file: string,
  { events, anomalies }: { readonly events: OutcomeOptions['events']; readonly anomalies: Anomalies },
): Issue {
  const [event = ''] = namesOf(events);
  const others = [...anomalies.otherEvents.values()].reduce((sum, rows) => sum + rows, 0);
  const values = { event: excerpt(event), kind: event ? 'event' : 'none', others };
  return { file, code: 'one-objective', values };
}

/** Returns what the one kind of event is called in the file, as the name of the one objective. */
export function nameOfKind({ events }: Reading): InteractionLog['names'] {
  const [name, ...others] = namesOf(events);
  return name !== undefined && others.length === 0 ? { exposure: name.slice(0, MAX_NAME_LENGTH) } : undefined;
}

const namesOf = (events: OutcomeOptions['events']): string[] =>
  Object.values(events).flatMap((values) => [...values]);
