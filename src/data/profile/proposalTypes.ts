/** What a proposal consists of: a guess for every role, how sure each is, and what must be asked. */

import type { Coded } from '../../coded';
import type { ColumnMapping, LogShape, SingleRole } from '../csv/understand/mappingTypes';
import type { Licence } from './knownLogTypes';

/**
 * How sure a guess is. `certain` loads at once; `plausible` is proposed and asked on the page, while a script
 * loads it with a notice; `ambiguous` is never guessed: the page asks, a script is refused with `choose`.
 */
export type Confidence = 'certain' | 'plausible' | 'ambiguous';

export interface Guess {
  /** The proposed column; absent where none seems to play the role, or several may. */
  column?: string;
  /** What the guess stands on: `said` by the person, a `known` log, a name, contents, or nothing. */
  by: 'said' | 'known' | 'name' | 'content' | 'nothing';
  confidence: Confidence;
  /** Names the sentence `reason.<code>` of the catalogue. */
  reason: Coded;
}

/** What the rows seem to be. */
export interface ShapeGuess {
  shape: LogShape;
  confidence: Confidence;
  /** Nothing says what became of what was shown: all rows are of one kind. */
  isOneKind?: true;
}

/** A column among which a person chooses, and its most frequent values with their rows. */
export interface Candidate {
  column: string;
  values: { value: string; rows: number }[];
}

/** What the file leaves open, because two readings are possible. */
export interface Question {
  /** The role whose column is asked for; `events`: what the values of a column mean. */
  about: SingleRole | 'events';
  candidates: Candidate[];
  /** Names the sentence `reason.<code>` of the catalogue that says why it is asked. */
  reason: Coded;
  /** The log can be loaded without an answer on the page, where the person sees what is missing. */
  isOptional: boolean;
}

export interface ColumnReason {
  column: string;
  /** Names the sentence `reason.<code>` of the catalogue. */
  reason: Coded;
}

/** A public log that the file looks like. */
export interface KnownLogHint {
  id: string;
  name: string;
  licence: Licence;
  source: string;
  /** The catalogue has a remark on its codes. */
  hasRemark: boolean;
}

export interface MappingProposal {
  shape: LogShape;
  shapeConfidence: Confidence;
  roles: Record<SingleRole | 'title', Guess>;
  /** What must be answered before the file can be loaded. */
  questions: Question[];
  /** Why the file cannot be loaded as it is, where no answer helps; names the sentence `issue.<code>`. */
  refusal?: Coded;
  /** Flags of what users did and liked, any of which may be the conversion where none is called so. */
  signals: { column: string; share: number }[];
  known?: KnownLogHint;
  userFeatures: ColumnReason[];
  itemFeatures: ColumnReason[];
  ignored: ColumnReason[];
  /** Ready for readCsv; features are left out, so that reading judges them on all rows. */
  mapping: Partial<ColumnMapping>;
  /** The first twenty rows. */
  preview: string[][];
}
