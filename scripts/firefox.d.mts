/** The path of a Firefox that runs: FIREFOX_PATH alone when it is set, else the usual places. */
export function findFirefox(): string | undefined;
/** Why the test in Firefox is skipped, and what to do. */
export const NO_FIREFOX: string;
