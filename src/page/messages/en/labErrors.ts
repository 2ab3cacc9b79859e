/** Lab: why an experiment was refused, and what its tables say in sentences. */
export const labErrors = {} as const;
