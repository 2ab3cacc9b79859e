import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { codedOf, type Values } from '../../src/coded';
import type { Dataset } from '../../src/data/schema';
import { ownerTensors, weightTensors } from '../../src/model/tensors';
import { sentenceOf } from '../../src/page/messages/sentence';
import { createRandom, type Random } from '../../src/random';
import { sealed } from '../../src/worker/runFile/archive';
import { packRun } from '../../src/worker/runFile/pack';
import { writeSafetensors } from '../../src/worker/runFile/safetensors';
import { unpackRun } from '../../src/worker/runFile/unpack';
import type { SessionRun } from '../../src/worker/training/sessionRun';
import { everyScore, smallShop, trainedSessionRun } from './trainedRuns';

let dataset: Dataset;
let run: SessionRun;
let file: Uint8Array<ArrayBuffer>;
/** The file without its checksum: a plain zip. */
let zip: Uint8Array;
let entries: Record<string, Uint8Array>;
beforeAll(async () => {
  dataset = await smallShop();
  run = await trainedSessionRun(dataset, 'csmf');
  file = new Uint8Array(await (await packRun(run, { dataset })).arrayBuffer());
  zip = file.slice(0, -64);
  zip.set([0, 0], zip.length - 2);
  entries = unzipSync(zip);
});

const imported = (bytes: Uint8Array<ArrayBuffer>) => unpackRun(new Blob([bytes]), dataset);
/** Imports a file with changed entries under a checksum that matches. */
const forged = async (changes: Zippable) => imported(await sealed(zipSync({ ...entries, ...changes })));
const manifestWith = (
  change: (manifest: { summary: Record<string, unknown>; version: number }) => unknown,
) => {
  const manifest = JSON.parse(new TextDecoder().decode(entries['run.json']));
  change(manifest);
  return { 'run.json': strToU8(JSON.stringify(manifest)) };
};
const weightsWith = (change: (tensors: ReturnType<typeof weightTensors>) => unknown) => {
  const tensors = weightTensors(run.trained!.model).map((tensor) => ({
    ...tensor,
    values: tensor.values.slice(),
  }));
  change(tensors);
  return { 'weights.safetensors': writeSafetensors(tensors) };
};

/** Expects that a file is refused with this code, these values among others, and a sentence with this wording. */
async function expectRefusal(file: Promise<unknown>, code: string, wording: RegExp, values: Values = {}) {
  const error: unknown = await file.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toMatchObject({ name: 'RunFileError', code, values });
  expect(sentenceOf('error', codedOf(error))).toMatch(wording);
}

describe('refuses a damaged or foreign file and says why:', () => {
  it('any byte changed, cut short, empty, or no zip', async () => {
    for (const offset of [0, 40, Math.floor(file.length / 2), file.length - 70, file.length - 1]) {
      const damaged = file.slice();
      damaged[offset]! ^= 1;
      await expectRefusal(imported(damaged), 'run-file-checksum', /checksum/);
    }
    await expectRefusal(imported(file.slice(0, -5)), 'run-file-checksum', /checksum/);
    await expectRefusal(imported(file.slice(0, 2)), 'run-file-too-short', /too short/);
    await expectRefusal(imported(await sealed(new Uint8Array(300))), 'run-file-no-zip', /no zip/);
    await expectRefusal(imported(await sealed(zip.slice(0, 200))), 'run-file-no-zip', /no zip/);
  });

  it('a zip of something else, another version, another log, an unknown method', async () => {
    await expectRefusal(
      imported(await sealed(zipSync({ 'cat.txt': strToU8('miaow') }))),
      'run-file-entry-unknown',
      /“cat.txt”/,
      { name: 'cat.txt' },
    );
    await expectRefusal(
      imported(await sealed(zipSync({ 'run.json': strToU8('{"a":1}') }))),
      'run-file-foreign',
      /does not describe a run of this/,
    );
    await expectRefusal(
      forged(manifestWith((manifest) => Object.assign(manifest, { version: 9 }))),
      'run-file-of-other-version',
      /number 9, and this version of the page reads number 2/,
      { version: 9, known: 2 },
    );
    await expectRefusal(
      forged(manifestWith(({ summary }) => Object.assign(summary, { method: 'teleport' }))),
      'run-file-method',
      /“teleport”, is not known/,
      { method: 'teleport' },
    );
    await expect(unpackRun(new Blob([file]), await smallShop(4))).rejects.toMatchObject({
      code: 'run-file-of-other-log',
      values: { name: 'shop' },
    });
  });

  it('an entry missing', async () => {
    for (const name of ['run.json', 'weights.safetensors', 'owners.safetensors', 'item-vectors.npy']) {
      const { [name]: _, ...rest } = entries;
      const file = imported(await sealed(zipSync(rest)));
      await (name === 'weights.safetensors'
        ? expectRefusal(file, 'run-file-too-few-weights', /fewer bytes/)
        : expectRefusal(file, 'run-file-entry-missing', new RegExp(`no ${name}`), { name }));
    }
    const rerank = manifestWith(({ summary }) => Object.assign(summary, { method: 'rerank' }));
    await expectRefusal(forged(rerank), 'run-file-tensor-missing', /no tensor “reranker.exposure.hidden”/, {
      file: 'weights.safetensors',
      tensor: 'reranker.exposure.hidden',
    });
  });
});

describe('refuses a hostile file before it does harm:', () => {
  it('a path that leads out of the zip, an unknown entry, the same entry twice', async () => {
    for (const name of ['../run.json', '/etc/passwd', 'C:\\run.json', 'a/../../b', '..\\up']) {
      await expectRefusal(forged({ [name]: strToU8('x') }), 'run-file-entry-path', /leads out of it/, {
        name,
      });
    }
    await expectRefusal(
      forged({ 'virus.exe': strToU8('x') }),
      'run-file-entry-unknown',
      /“virus.exe”, which no run has/,
      { name: 'virus.exe' },
    );
    const twice = zipSync({ ...entries, 'user5.csv': strToU8('x') });
    await expectRefusal(
      imported(await sealed(renamed(twice, 'user5.csv', 'users.csv'))),
      'run-file-entry-twice',
      /“users.csv” twice/,
      { name: 'users.csv' },
    );
  });

  it('a zip bomb, by what it claims and by what it hides', async () => {
    const zeros = new Uint8Array(2 ** 26);
    await expectRefusal(forged({ 'README.txt': zeros }), 'run-file-inflates-too-much', /would inflate from/);
    await expectRefusal(forged({ 'run.json': zeros }), 'run-file-inflates-too-much', /would inflate from/);
    const lying = zipSync({ ...entries, 'run.json': zeros });
    replaceSize(lying, 'run.json', { from: zeros.length, to: 5000 });
    await expectRefusal(
      imported(await sealed(lying)),
      'run-file-entry-size',
      /larger than its directory says/,
      { name: 'run.json' },
    );
  });

  it('a JSON bomb: too deep, too long, too many', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await expectRefusal(forged({ 'run.json': strToU8(deep) }), 'run-file-json-depth', /nested deeper/, {
      name: 'run.json',
      max: 16,
    });
    const inside = manifestWith(({ summary }) => Object.assign(summary, { config: { seed: 'DEEP' } }));
    const text = new TextDecoder().decode(inside['run.json']).replace('"DEEP"', deep);
    await expectRefusal(forged({ 'run.json': strToU8(text) }), 'run-file-json-depth', /nested deeper/, {
      name: 'run.json',
      max: 16,
    });
    const many = manifestWith(({ summary }) => Object.assign(summary, { history: Array(600_000).fill(0) }));
    await expectRefusal(forged(many), 'run-file-manifest', /summary.history has more than 500000 elements/, {
      path: 'summary.history',
      kind: 'maxLength',
      expected: '500000',
    });
    await expectRefusal(
      forged({ 'run.json': strToU8('{"format"') }),
      'run-file-json-invalid',
      /no valid JSON/,
      { name: 'run.json' },
    );
  });

  it('a configuration out of bounds, or with more weights than the file contains', async () => {
    const wide = (width: number) =>
      manifestWith(({ summary }) => {
        summary.config = { ...(summary.config as object), embeddingWidth: width };
      });
    await expect(forged(wide(1e9))).rejects.toMatchObject({
      code: 'hyperparameter-out-of-bounds',
      values: { path: 'embeddingWidth', kind: 'integer', min: '1', max: '256' },
    });
    await expectRefusal(
      forged(wide(256)),
      'run-file-too-few-weights',
      /fewer bytes than this configuration has weights/,
      { file: 'weights.safetensors' },
    );
    await expectRefusal(forged(wide(33)), 'run-file-tensor-shape', /F32 \[60,32\] instead of F32 \[60,33\]/, {
      found: 'F32 [60,32]',
      expected: 'F32 [60,33]',
    });
    const foreign = manifestWith(({ summary }) => Object.assign(summary, { config: { evil: 1 } }));
    await expect(forged(foreign)).rejects.toMatchObject({
      code: 'unknown-hyperparameter',
      values: { name: 'evil' },
    });
  });

  it('weights that are NaN or infinite, of a wrong shape, under a wrong name, or with unknown owners', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const broken = weightsWith((tensors) => tensors[0]!.values.fill(value, 7, 8));
      await expectRefusal(
        forged(broken),
        'run-file-tensor-not-finite',
        /“users.embedding.0.id” contains values that are not finite numbers/,
        { file: 'weights.safetensors', tensor: 'users.embedding.0.id' },
      );
    }
    const turned = weightsWith((tensors) => tensors[0]!.shape.reverse());
    await expectRefusal(
      forged(turned),
      'run-file-tensor-shape',
      /is F32 \[32,60\] instead of F32 \[60,32\]/,
      { found: 'F32 [32,60]', expected: 'F32 [60,32]' },
    );
    const named = weightsWith((tensors) => Object.assign(tensors[0]!, { name: 'evil' }));
    await expectRefusal(forged(named), 'run-file-tensor-unknown', /“evil” that this method does not have/, {
      file: 'weights.safetensors',
      tensor: 'evil',
    });
    const owners = ownerTensors(run.trained!.model).map((tensor) => ({
      ...tensor,
      values: tensor.values.map(() => 7) as Uint8Array,
    }));
    const stageOwners = { 'stage-owners.safetensors': writeSafetensors(owners) };
    await expectRefusal(forged(stageOwners), 'run-file-tensors-cut-short', /cut off/, {
      file: 'stage-owners.safetensors',
    });
    const unknownOwners = { 'owners.safetensors': writeSafetensors(owners) };
    await expectRefusal(forged(unknownOwners), 'run-file-owners', /bytes that name no owner/, {
      file: 'owners.safetensors',
    });
  });

  it('vectors of another shape or type, or NaN', async () => {
    const changed = (from: string, to: string) => {
      const bytes = entries['user-vectors.npy']!.slice();
      bytes.set(strToU8(to), new TextDecoder('latin1').decode(bytes.subarray(0, 128)).indexOf(from));
      return { 'user-vectors.npy': bytes };
    };
    await expectRefusal(
      forged(changed('(60, 48)', '(48, 60)')),
      'run-file-npy-shape',
      /has shape 48 × 60 instead of 60 × 48/,
      { name: 'user-vectors.npy', found: '48 × 60', expected: '60 × 48' },
    );
    await expectRefusal(forged(changed('<f4', '<f8')), 'run-file-npy-type', /does not contain float32/, {
      name: 'user-vectors.npy',
    });
    await expectRefusal(forged(changed('NUMPY', 'LUMPY')), 'run-file-npy-format', /no .npy file/, {
      name: 'user-vectors.npy',
    });
    const bytes = entries['user-vectors.npy']!.slice();
    bytes.set([0, 0, 192, 127], bytes.length - 4);
    await expectRefusal(
      forged({ 'user-vectors.npy': bytes }),
      'run-file-npy-not-finite',
      /values that are not finite numbers/,
      { name: 'user-vectors.npy' },
    );
    await expectRefusal(
      forged({ 'user-vectors.npy': bytes.slice(0, -4) }),
      'run-file-npy-length',
      /as long as its shape/,
      { name: 'user-vectors.npy' },
    );
  });
});

describe('bytes damaged at random', () => {
  it.each([
    ['without a matching checksum', 300, false],
    ['under a matching checksum', 400, true],
  ])('%s: each of %i files is refused or has the same scores', async (_, files, isSealed) => {
    const random = createRandom(7, `damage:${isSealed}`);
    const scores = everyScore(run.scorer);
    let refused = 0;
    for (let index = 0; index < files; index++) {
      const damaged = damage(isSealed ? zip : file, random);
      try {
        const back = await imported(isSealed ? await sealed(damaged) : damaged);
        expect(everyScore(back.scorer)).toEqual(scores);
      } catch (error) {
        expect(error).toMatchObject({ name: 'RunFileError' });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(files / 4);
  });
});

/** Changes, removes, inserts or zeroes bytes, at the ends more often than elsewhere. */
function damage(whole: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const bytes = whole.slice() as Uint8Array<ArrayBuffer>;
  const anywhere = () =>
    [random.integer(bytes.length), bytes.length - 1 - random.integer(900), random.integer(100)][
      random.integer(3)
    ]!;
  const [offset, length] = [anywhere(), 1 + random.integer(40)];
  switch (random.integer(5)) {
    case 0:
      return bytes.slice(0, offset);
    case 1:
      bytes.fill(0, offset, offset + length);
      return bytes;
    case 2:
      return Uint8Array.of(...bytes.subarray(0, offset), ...bytes.subarray(offset + length));
    case 3:
      return Uint8Array.of(...bytes.subarray(0, offset), random.integer(256), ...bytes.subarray(offset));
    default:
      for (let count = 1 + random.integer(4); count > 0; count--) bytes[anywhere()] = random.integer(256);
      return bytes;
  }
}

/** Replaces every occurrence of a name by another of the same length. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes);
  for (let offset = text.indexOf(from); offset >= 0; offset = text.indexOf(from, offset))
    text.write(to, offset);
  return bytes.slice().map((_, offset) => text[offset]!);
}

/** Replaces the inflated size of an entry, which stands before its name: in its local header and in the directory. */
function replaceSize(bytes: Uint8Array, name: string, { from, to }: { from: number; to: number }): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = Buffer.from(bytes);
  for (let offset = text.indexOf(name); offset >= 0; offset = text.indexOf(name, offset + 1)) {
    for (const size of [offset - 8, offset - 22]) {
      if (size >= 0 && view.getUint32(size, true) === from) view.setUint32(size, to, true);
    }
  }
}
