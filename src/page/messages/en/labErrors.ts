/** Lab: why an experiment was refused, and the sentences of its tables. */
export const labErrors = {} as const;
