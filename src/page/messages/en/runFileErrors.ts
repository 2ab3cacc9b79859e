/** Run files and links: why the worker does not import them. */
import { SCHEMA_FAULT } from './schemaFault';

/** The clause of every sentence says what is wrong with the file. */
const refused = (clause: string): string => `This file was not imported: ${clause}. Nothing was changed.`;

export const runFileErrors = {
  'error.run-file-of-other-log':
    'This run was trained on “{name}”, not on the log that is loaded. Load that log first, then import the run again.',
  'error.run-file-of-other-version': refused(
    'its format has number {version}, and this version of the page reads number {known}',
  ),
  'error.run-file-foreign': refused('its run.json does not describe a run of this playground'),
  'error.run-file-manifest': refused(`in its run.json, ${SCHEMA_FAULT}`),
  'error.run-file-method': refused('its method, “{method}”, is not known here'),
  'error.run-file-unreadable': refused('it could not be read ({message})'),

  'error.run-file-too-large': refused('it is larger than 1 GiB'),
  'error.run-file-too-short': refused('it is too short to be a run'),
  'error.run-file-checksum': refused(
    'its checksum does not match, so it is damaged, cut off, or no run at all',
  ),
  'error.run-file-no-zip': refused('it is no zip'),
  'error.run-file-directory-offset': refused('its directory is not where the zip says'),
  'error.run-file-directory-broken': refused('its directory is broken'),
  'error.run-file-inflates-too-much': refused(
    'it would inflate from {from} to {to} bytes, which is more than any run',
  ),

  'error.run-file-entry-missing': refused('it has no {name}'),
  'error.run-file-entry-twice': refused('it contains “{name}” twice'),
  'error.run-file-entry-unknown': refused('it contains “{name}”, which no run has'),
  'error.run-file-entry-path': refused('the path “{name}” leads out of it'),
  'error.run-file-entry-packing': refused('“{name}” is encrypted or compressed in an unknown way'),
  'error.run-file-entry-offset': refused('“{name}” is not where its directory says'),
  'error.run-file-entry-two-sizes': refused('“{name}” is stored with two different sizes'),
  'error.run-file-entry-size': refused('{name} is larger than its directory says'),
  'error.run-file-entry-damaged': refused('{name} is damaged'),

  'error.run-file-json-size': refused('the JSON in {name} is larger than {max} bytes'),
  'error.run-file-json-depth': refused('the JSON in {name} is nested deeper than {max} levels'),
  'error.run-file-json-invalid': refused('{name} contains no valid JSON'),

  'error.run-file-npy-format': refused('{name} is no .npy file of version 1.0'),
  'error.run-file-npy-type': refused('{name} does not contain float32 numbers row by row'),
  'error.run-file-npy-shape': refused('{name} has shape {found} instead of {expected}'),
  'error.run-file-npy-length': refused('{name} is not as long as its shape says'),
  'error.run-file-npy-not-finite': refused('{name} contains values that are not finite numbers'),

  'error.run-file-safetensors-format': refused('{name} is no safetensors file'),
  'error.run-file-safetensors-header': refused('the header of {name} is not valid'),
  'error.run-file-tensor-unknown': refused(
    '{file} contains a tensor “{tensor}” that this method does not have',
  ),
  'error.run-file-tensor-missing': refused('{file} has no tensor “{tensor}”'),
  'error.run-file-tensor-shape': refused('in {file}, “{tensor}” is {found} instead of {expected}'),
  'error.run-file-tensor-offset': refused('in {file}, “{tensor}” is not where it belongs'),
  'error.run-file-tensor-not-finite': refused(
    'in {file}, “{tensor}” contains values that are not finite numbers',
  ),
  'error.run-file-tensors-cut-short': refused('{file} is cut off'),
  'error.run-file-tensors-too-long': refused('{file} is longer than its tensors'),
  'error.run-file-too-few-weights': refused('{file} has fewer bytes than this configuration has weights'),
  'error.run-file-owners': refused('in {file}, “{tensor}” contains bytes that name no owner'),

  'error.link-of-other-version':
    'This link belongs to another version of the page; this one reads version {version}.',
  'error.link-invalid': `This link does not hold a valid setup: ${SCHEMA_FAULT}.`,
  'error.link-damaged': 'This link is damaged or cut off. Ask for it to be sent again.',
} as const;
