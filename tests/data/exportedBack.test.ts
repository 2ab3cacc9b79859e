/** A loaded log as Parquet and as RecBole's files, read back: the same contents, not only as many rows. */
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv/readCsv';
import { mappingOf } from '../../src/data/export/exportMapping';
import { generateSample } from '../../src/data/sample/sample';
import type { InteractionLog } from '../../src/data/schema';
import { exportedLog } from '../exportedLog';
import { logContents } from './logContents';

/** Two users, three items: a comma, quotes and a tab in a title, a user without a city, an item without tags. */
const SMALL = `user_id,item_id,click,conversion,timestamp,title,city,tags
ann,cup,1,1,2024-03-01T10:00:00.123Z,"Cup, ""blue""\tand white",Lyon,tea|blue
ann,pen,0,0,2024-03-02T10:00:00Z,Pen,Lyon,
bob,cup,1,0,2024-03-03T10:00:00Z,"Cup, ""blue""\tand white",,tea|blue
bob,hat,0,0,2024-03-04T10:00:00Z,Hat,,red
ann,hat,0,0,2024-03-05T10:00:00Z,Hat,Lyon,red
`;
const mapping = { userFeatures: ['city'], itemFeatures: ['tags'], listFeatures: ['tags'] };
const small = async () => (await readCsv({ source: SMALL, mapping })).log;
const piped = async () => {
  const source = SMALL.replaceAll('tea|blue', 'green tea|blue');
  return (await readCsv({ source, mapping })).log;
};

const withPipes = async () => {
  const source = SMALL.replaceAll('tea|blue', '"[""a|b"", ""c d""]"').replaceAll(',red', ',c d');
  return (await readCsv({ source, mapping })).log;
};

const LOGS: [string, () => Promise<InteractionLog>][] = [
  ['a small log', small],
  ['a log whose lists hold blanks', piped],
  ['a log whose lists hold pipes', withPipes],
  ['the sample shop', () => generateSample('shop', { users: 150, items: 90 })],
  ['the sample aligned', () => generateSample('aligned', { users: 150, items: 90 })],
];

describe.each(LOGS)('%s', (_, made) => {
  it('comes back from Parquet as the same log, with its mapping and with none', async () => {
    const log = await made();
    const source = new File([await exportedLog(log, 'parquet')], 'log.parquet');
    const back = await readCsv({ source, mapping: mappingOf(log, 'parquet') });
    expect(logContents(back.log)).toEqual(logContents(log));
    const { user, item, depth, seconds } = logContents((await readCsv({ source })).log);
    expect({ user, item, depth, seconds }).toEqual({
      user: log.user,
      item: log.item,
      depth: log.depth,
      seconds: logContents(log).seconds,
    });
  });

  it('comes back from RecBole’s files, in their zip and without a mapping, as the same log', async () => {
    const log = await made();
    const source = new File([await exportedLog(log, 'recbole')], 'log.zip');
    expect(logContents((await readCsv({ source })).log)).toEqual(logContents(log));
  });
});
