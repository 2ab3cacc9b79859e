/** Names of the site's databases in IndexedDB. */
export const STORAGE_DATABASE = 'csmf-storage';
export const LAB_DATABASE = 'csmf-lab';
/** What STORAGE_DATABASE was called in the first versions of the page; see oldRecords.ts. */
export const OLD_STORAGE_DATABASE = 'csmf-keeping';
