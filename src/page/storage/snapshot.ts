/** The files that ship with the page (`npm run snapshot`): the run of a first visit, and what it is compared with. */

const FILES = { run: 'snapshots/shop-csmf.zip', sequential: 'snapshots/shop-sequential.json' } as const;

/** Fetches a file of the snapshot; resolves to null where it does not come: the page works without. */
export async function fetchSnapshot(file: keyof typeof FILES): Promise<Blob | null> {
  try {
    const response = await fetch(new URL(FILES[file], document.baseURI));
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}
