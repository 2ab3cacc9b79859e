/** What a schema found wrong at `path`; `expected` depends on the kind. */
export const SCHEMA_FAULT =
  '{path, select, root {the whole} other {{path}}} {kind, select, type {is not of type {expected}} max {is larger than {expected}} min {is smaller than {expected}} maxLength {has more than {expected} elements} minLength {has fewer than {expected} elements} choice {is none of {expected}} unknownNames {has unknown names: {expected}} other {is not valid}}';
