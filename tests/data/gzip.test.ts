/** Packed files: whole in one piece or several, or refused. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { profileFile } from '../../src/data/profile/fileProfile';
import { BadGzip, gunzipped } from '../../src/data/table/text/gzip';
import { fc } from '../fastCheck';
import { blobOf } from './dialectFile';

const ROWS = Array.from({ length: 400 }, (_, n) => `user${n % 50},item${n % 31},${n % 2}`);
const TEXT = `user,item,click\n${ROWS.join('\n')}\n`;

/** What the bytes unpack to, given `size` at a time. */
async function unpackedText(bytes: Uint8Array, size = 1 << 19): Promise<string> {
  const slices = async function* () {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
  };
  const parts: Uint8Array[] = [];
  for await (const part of gunzipped(blobOf(bytes), slices())) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Cut at these places, each piece packed by itself: empty ones, stored ones, with a file's name in the header. */
function membersOf(text: string, cuts: readonly number[]): Buffer[] {
  const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
  return places.slice(1).map((end, index) => {
    const member = gzipSync(text.slice(places[index], end), { level: index % 2 ? 0 : 6 });
    if (index % 3 !== 1) return member;
    const named = Buffer.from(member.subarray(0, 10));
    named[3] = 8;
    return Buffer.concat([named, Buffer.from('log.csv\0'), member.subarray(10)]);
  });
}

describe('a gzip of several members', () => {
  it('unpacks to all of them, wherever they and the pieces it is read in are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(TEXT.length), { maxLength: 5 }),
        fc.integer({ min: 1, max: 700 }),
        async (cuts, size) => {
          expect(await unpackedText(Buffer.concat(membersOf(TEXT, cuts)), size)).toBe(TEXT);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is the same log as its text', async () => {
    const source = blobOf(Buffer.concat(membersOf(TEXT, [10, 3000, 3000])));
    const { log, report } = await readCsv({ source });
    expect(report.gzip).toBe(true);
    expect(log.fingerprint).toBe((await readCsv({ source: TEXT })).log.fingerprint);
    expect((await profileFile({ source })).rowCount).toBe(400);
  });
});

describe('a damaged gzip', () => {
  const [first, second] = membersOf(TEXT, [3000]) as [Buffer, Buffer];
  const flipped = (bytes: Buffer, place: number) => {
    const copy = Buffer.from(bytes);
    copy[place]! ^= 1;
    return copy;
  };
  const damages: [string, Buffer][] = [
    ['cut off in its data', first.subarray(0, 500)],
    ['cut off in its last member', Buffer.concat([first, second.subarray(0, 900)])],
    ['cut off in its checksum', first.subarray(0, -5)],
    ['without its checksum', first.subarray(0, -8)],
    ['cut off in the second header', Buffer.concat([first, second.subarray(0, 7)])],
    ['with other bytes behind it', Buffer.concat([first, Buffer.from('and so on, and so on')])],
    ['with one bit turned in what is stored', Buffer.concat([first, flipped(second, 500)])],
    ['with another checksum in the middle', Buffer.concat([flipped(first, first.length - 7), second])],
    ['with another length', flipped(first, first.length - 2)],
    ['that is nothing but a signature', Buffer.from([0x1f, 0x8b])],
  ];

  it.each(damages)('%s is refused with a code', async (_, bytes) => {
    for (const size of [1, 97, 1 << 19]) await expect(unpackedText(bytes, size)).rejects.toThrow(BadGzip);
    const refusal = { name: 'CsvError', issues: [{ file: 'my.csv.gz', code: 'bad-gzip' }] };
    const options = { source: blobOf(bytes), fileName: 'my.csv.gz' };
    await expect(readCsv(options)).rejects.toMatchObject(refusal);
    await expect(profileFile(options)).rejects.toMatchObject(refusal);
  });
});
