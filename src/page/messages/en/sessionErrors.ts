/** Session: why the worker refused a command, a saved record, a run file or a link. */
export const sessionErrors = {} as const;
