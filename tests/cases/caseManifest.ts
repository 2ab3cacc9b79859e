/** The file of cases: inputs, how each is opened, what is true of it, and which outcomes are right. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Counts of users, items and pairs, and the times of the first and last row in ms, where there are any. */
export interface CaseTruth {
  users: number;
  items: number;
  exposures: number;
  clicks: number;
  conversions: number;
  from?: number;
  to?: number;
}

/** One outcome that is right. All that is given must hold. */
export interface Acceptance {
  /** Loaded, with the truth's counts and times. */
  right?: boolean;
  /** With `right`: loaded without times. */
  untimed?: boolean;
  /** Loaded, with these counts; those left out may be any. */
  counts?: Partial<CaseTruth>;
  /** Loaded, and a notice, a finding or the readiness on the mapping screen matches. */
  told?: string;
  /** Loaded, and the feature of this name has 2 to 11 different values. */
  bins?: string;
  /** Not loaded, and the message matches. */
  refused?: string;
  /** With `refused`: what the message must not match. */
  not?: string;
  /** What the mapping screen must not match. */
  screenNot?: string;
}

export interface CaseFile {
  name: string;
  data: Buffer;
  /** Of one file among several: what its rows are. */
  objective?: string;
  mapping?: unknown;
}

export interface Case {
  id: string;
  /** `bare`: `csmf.loadCsv(file)`; `mapped`: with the mapping; `screen`: by the file chooser and Load. */
  how: 'bare' | 'mapped' | 'screen';
  mapping?: unknown;
  truth?: CaseTruth;
  accept: readonly Acceptance[];
  files: readonly CaseFile[];
}

interface StoredFile extends Omit<CaseFile, 'data'> {
  text?: string;
  /** Base64 of the gzipped file. */
  gz?: string;
}

interface Manifest {
  inputs: Record<string, { files: readonly StoredFile[] }>;
  cases: readonly (Omit<Case, 'files'> & { input: string })[];
}

/** Reads the cases of a file whose id matches. */
export function readCases(path: string, only?: RegExp): Case[] {
  const { inputs, cases }: Manifest = JSON.parse(readFileSync(path, 'utf8'));
  return cases
    .filter(({ id }) => !only || only.test(id))
    .map(({ input, ...rest }) => ({ ...rest, files: inputs[input]!.files.map(unpack) }));
}

function unpack({ text, gz, ...file }: StoredFile): CaseFile {
  return {
    ...file,
    data: text === undefined ? gunzipSync(Buffer.from(gz ?? '', 'base64')) : Buffer.from(text),
  };
}
