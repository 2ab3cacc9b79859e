/**
 * A whole setup as a few hundred characters for the address: method, every hyperparameter, and which log by
 * name and fingerprint. Never a row of it. What comes in is checked against every bound before it is used.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { z } from 'zod';
import { CodedError } from '../../coded';
import {
  type Config,
  changeAt,
  DEFAULTS,
  PARAMETERS,
  type Parameter,
  valueAt,
  withChanges,
} from '../../config';
import { SAMPLES } from '../../data/sample/sampleCatalogue';
import { METHODS } from '../../methods/methodCatalogue';
import { schemaFault } from '../../schemaFault';
import type { DatasetReference, Setup } from '../protocol/storage';

const VERSION = 1;
const START = `setup=${VERSION}.`;
/** Limits of a link, in characters and inflated bytes, before anything of it is used. */
const MAX_LINK_LENGTH = 8192;
const MAX_BYTES = 32_768;
const MAX_SAMPLE_SIZE = 1_000_000;

class PermalinkError extends CodedError {
  override readonly name = 'PermalinkError';
}

function schemaOf(parameter: Parameter): z.ZodType {
  if (parameter.kind === 'switch') return z.boolean();
  if (parameter.kind === 'choice') return z.enum(parameter.choices as [string, ...string[]]);
  const number = parameter.integer ? z.int() : z.number();
  return number.min(parameter.min).max(parameter.max);
}

const count = z.int().min(1).max(MAX_SAMPLE_SIZE);
const Link = z.strictObject({
  method: z.enum(METHODS.map(({ id }) => id) as [string, ...string[]]),
  /** Values by path; a hyperparameter that a later version adds is at its default. */
  config: z.strictObject(
    Object.fromEntries(PARAMETERS.map((parameter) => [parameter.path, schemaOf(parameter).optional()])),
  ),
  dataset: z.strictObject({
    name: z.string().min(1).max(200),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    sample: z
      .strictObject({
        name: z.enum(SAMPLES.map(({ name }) => name) as [string, ...string[]]),
        options: z.strictObject({
          seed: z.int().min(0).exactOptional(),
          users: count.exactOptional(),
          items: count.exactOptional(),
        }),
      })
      .exactOptional(),
  }),
});

/** Writes what stands behind the `#` of an address. */
export function writeLink({ method, config, dataset }: Setup): string {
  const name = dataset.name.slice(0, 200);
  const values = Object.fromEntries(PARAMETERS.map(({ path }) => [path, valueAt(config, path)]));
  const link = { method, config: values, dataset: { ...dataset, name } };
  const bytes = deflateSync(strToU8(JSON.stringify(link)), { level: 9 });
  const text = btoa(String.fromCharCode(...bytes));
  return START + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads a setup. Throws PermalinkError when the link has another version, is damaged, or is out of bounds. */
export function readLink(link: string): Setup {
  if (!link.startsWith(START)) {
    throw new PermalinkError('link-of-other-version', { version: VERSION });
  }
  const parsed = Link.safeParse(jsonOf(link.slice(START.length)));
  if (!parsed.success) {
    throw new PermalinkError('link-invalid', schemaFault(parsed.error));
  }
  const { method, config, dataset } = parsed.data;
  return { method, config: configOf(config), dataset: dataset as DatasetReference };
}

/** Inflates and parses a link. Throws PermalinkError when it is damaged or too long. */
function jsonOf(text: string): unknown {
  const damaged = new PermalinkError('link-damaged');
  if (text.length > MAX_LINK_LENGTH) throw damaged;
  try {
    const packed = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const out = new Uint8Array(MAX_BYTES);
    const bytes = inflateSync(
      Uint8Array.from(packed, (character) => character.charCodeAt(0)),
      { out },
    );
    // A full buffer is one that did not suffice.
    if (bytes.length < MAX_BYTES) return JSON.parse(strFromU8(bytes));
  } catch {
    // Said below.
  }
  throw damaged;
}

function configOf(values: Readonly<Record<string, unknown>>): Config {
  return Object.entries(values).reduce(
    (config, [path, value]) => (value === undefined ? config : withChanges(config, changeAt(path, value))),
    DEFAULTS,
  );
}
