import { strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/schema';
import { ownerTensors, weightTensors } from '../../src/model/tensors';
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
/** The file without its seal: a plain zip. */
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
/** Somebody who knows the seal made this file. */
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

describe('a damaged or foreign file is refused with the reason:', () => {
  it('any byte changed, cut short, empty, or no zip', async () => {
    for (const place of [0, 40, Math.floor(file.length / 2), file.length - 70, file.length - 1]) {
      const damaged = file.slice();
      damaged[place]! ^= 1;
      await expect(imported(damaged)).rejects.toThrow(/checksum/);
    }
    await expect(imported(file.slice(0, -5))).rejects.toThrow(/checksum/);
    await expect(imported(file.slice(0, 2))).rejects.toThrow(/too short/);
    await expect(imported(await sealed(new Uint8Array(300)))).rejects.toThrow(/no zip/);
    await expect(imported(await sealed(zip.slice(0, 200)))).rejects.toThrow(/no zip/);
  });

  it('a zip of something else, another version, another log, an unknown method', async () => {
    await expect(imported(await sealed(zipSync({ 'cat.txt': strToU8('miaow') })))).rejects.toThrow(
      /“cat.txt”/,
    );
    await expect(imported(await sealed(zipSync({ 'run.json': strToU8('{"a":1}') })))).rejects.toThrow(
      /no run of this/,
    );
    await expect(forged(manifestWith((manifest) => Object.assign(manifest, { version: 9 })))).rejects.toThrow(
      /number 9 and this version reads number 2/,
    );
    await expect(
      forged(manifestWith(({ summary }) => Object.assign(summary, { method: 'teleport' }))),
    ).rejects.toThrow(/“teleport”, is not known/);
    await expect(unpackRun(new Blob([file]), await smallShop(4))).rejects.toMatchObject({
      code: 'run-file-of-other-log',
      values: { name: 'shop' },
    });
  });

  it('an entry missing', async () => {
    for (const name of ['run.json', 'weights.safetensors', 'owners.safetensors', 'item-vectors.npy']) {
      const { [name]: _, ...rest } = entries;
      await expect(imported(await sealed(zipSync(rest)))).rejects.toThrow(
        name === 'weights.safetensors' ? /fewer bytes/ : new RegExp(`no ${name}`),
      );
    }
    const rerank = manifestWith(({ summary }) => Object.assign(summary, { method: 'rerank' }));
    await expect(forged(rerank)).rejects.toThrow(/no tensor “reranker.exposure.hidden”/);
  });
});

describe('a hostile file is refused before it does harm:', () => {
  it('a path that leads out, an unknown entry, the same entry twice', async () => {
    for (const name of ['../run.json', '/etc/passwd', 'C:\\run.json', 'a/../../b', '..\\up']) {
      await expect(forged({ [name]: strToU8('x') })).rejects.toThrow(/path that leads out/);
    }
    await expect(forged({ 'virus.exe': strToU8('x') })).rejects.toThrow(/“virus.exe”, which no run has/);
    const twice = zipSync({ ...entries, 'user5.csv': strToU8('x') });
    await expect(imported(await sealed(renamed(twice, 'user5.csv', 'users.csv')))).rejects.toThrow(
      /“users.csv” twice/,
    );
  });

  it('a zip bomb, by what it claims and by what it hides', async () => {
    const zeros = new Uint8Array(2 ** 26);
    await expect(forged({ 'README.txt': zeros })).rejects.toThrow(/would grow/);
    await expect(forged({ 'run.json': zeros })).rejects.toThrow(/would grow/);
    const lying = zipSync({ ...entries, 'run.json': zeros });
    replaceNumber(lying, zeros.length, 5000);
    await expect(imported(await sealed(lying))).rejects.toThrow(/larger than it claims/);
  });

  it('a JSON bomb: too deep, too long, too many', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await expect(forged({ 'run.json': strToU8(deep) })).rejects.toThrow(/nested deeper/);
    const inside = manifestWith(({ summary }) => Object.assign(summary, { config: { seed: 'DEEP' } }));
    const text = new TextDecoder().decode(inside['run.json']).replace('"DEEP"', deep);
    await expect(forged({ 'run.json': strToU8(text) })).rejects.toThrow(/nested deeper/);
    const many = manifestWith(({ summary }) => Object.assign(summary, { history: Array(600_000).fill(0) }));
    await expect(forged(many)).rejects.toThrow(/history: Too big/);
    await expect(forged({ 'run.json': strToU8('{"format"') })).rejects.toThrow(/no JSON/);
  });

  it('a configuration out of bounds, or one that asks for room that its weights do not fill', async () => {
    const wide = (width: number) =>
      manifestWith(({ summary }) => {
        summary.config = { ...(summary.config as object), embeddingWidth: width };
      });
    await expect(forged(wide(1e9))).rejects.toMatchObject({
      code: 'hyperparameter-out-of-bounds',
      values: { path: 'embeddingWidth', kind: 'integer', min: '1', max: '256' },
    });
    await expect(forged(wide(256))).rejects.toThrow(/fewer bytes than this configuration has weights/);
    await expect(forged(wide(33))).rejects.toThrow(/fewer bytes|\[60,32\] where F32 \[60,33\] belongs/);
    const foreign = manifestWith(({ summary }) => Object.assign(summary, { config: { evil: 1 } }));
    await expect(forged(foreign)).rejects.toMatchObject({
      code: 'unknown-hyperparameter',
      values: { name: 'evil' },
    });
  });

  it('weights that are NaN or infinite, of a wrong shape, under a wrong name, or owned by nobody', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const broken = weightsWith((tensors) => tensors[0]!.values.fill(value, 7, 8));
      await expect(forged(broken)).rejects.toThrow(/“users.embedding.0.id” holds values that are no numbers/);
    }
    const turned = weightsWith((tensors) => tensors[0]!.shape.reverse());
    await expect(forged(turned)).rejects.toThrow(/as F32 \[32,60\] where F32 \[60,32\] belongs/);
    const named = weightsWith((tensors) => Object.assign(tensors[0]!, { name: 'evil' }));
    await expect(forged(named)).rejects.toThrow(/“evil” that this method has not/);
    const owners = ownerTensors(run.trained!.model).map((tensor) => ({
      ...tensor,
      values: tensor.values.map(() => 7) as Uint8Array,
    }));
    const disowned = { 'owners.safetensors': writeSafetensors(owners) };
    await expect(forged(disowned)).rejects.toThrow(/owners that there are not/);
  });

  it('vectors of another shape or type, or NaN', async () => {
    const changed = (from: string, to: string) => {
      const bytes = entries['user-vectors.npy']!.slice();
      bytes.set(strToU8(to), new TextDecoder('latin1').decode(bytes.subarray(0, 128)).indexOf(from));
      return { 'user-vectors.npy': bytes };
    };
    await expect(forged(changed('(60, 48)', '(48, 60)'))).rejects.toThrow(/is 48 × 60 where 60 × 48/);
    await expect(forged(changed('<f4', '<f8'))).rejects.toThrow(/does not hold float32/);
    await expect(forged(changed('NUMPY', 'LUMPY'))).rejects.toThrow(/no .npy file/);
    const bytes = entries['user-vectors.npy']!.slice();
    bytes.set([0, 0, 192, 127], bytes.length - 4);
    await expect(forged({ 'user-vectors.npy': bytes })).rejects.toThrow(/values that are no numbers/);
    await expect(forged({ 'user-vectors.npy': bytes.slice(0, -4) })).rejects.toThrow(/as long as its shape/);
  });
});

describe('bytes damaged at random', () => {
  it.each([
    ['as they arrive', 300, false],
    ['under a seal that fits', 400, true],
  ])('%s: %i files, each refused or the same scores', async (_, files, isResealed) => {
    const random = createRandom(7, `damage:${isResealed}`);
    const scores = everyScore(run.scorer);
    let refused = 0;
    for (let index = 0; index < files; index++) {
      const damaged = damage(isResealed ? zip : file, random);
      try {
        const back = await imported(isResealed ? await sealed(damaged) : damaged);
        expect(everyScore(back.scorer)).toEqual(scores);
      } catch (error) {
        expect(error).toMatchObject({ name: 'RunFileError' });
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(files / 4);
  });
});

/** Bytes changed, left out, put in or zeroed, at the ends more often than elsewhere. */
function damage(whole: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const bytes = whole.slice() as Uint8Array<ArrayBuffer>;
  const anywhere = () =>
    [random.integer(bytes.length), bytes.length - 1 - random.integer(900), random.integer(100)][
      random.integer(3)
    ]!;
  const [place, length] = [anywhere(), 1 + random.integer(40)];
  switch (random.integer(5)) {
    case 0:
      return bytes.slice(0, place);
    case 1:
      bytes.fill(0, place, place + length);
      return bytes;
    case 2:
      return Uint8Array.of(...bytes.subarray(0, place), ...bytes.subarray(place + length));
    case 3:
      return Uint8Array.of(...bytes.subarray(0, place), random.integer(256), ...bytes.subarray(place));
    default:
      for (let count = 1 + random.integer(4); count > 0; count--) bytes[anywhere()] = random.integer(256);
      return bytes;
  }
}

/** Every occurrence of a name of the same length. */
function renamed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(bytes);
  for (let place = text.indexOf(from); place >= 0; place = text.indexOf(from, place)) text.write(to, place);
  return bytes.slice().map((_, place) => text[place]!);
}

/** Every occurrence of a 32-bit number. */
function replaceNumber(bytes: Uint8Array, from: number, to: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let place = 0; place + 4 <= bytes.length; place++) {
    if (view.getUint32(place, true) === from) view.setUint32(place, to, true);
  }
}
