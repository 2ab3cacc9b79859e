/** Data: what is wrong with a file, what is worth knowing of a log, and why a split was refused. */
export const dataIssues = {} as const;
