/** docs/formats.md shows each kind of file with a few lines: what it says of them is true. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profileFile } from '../../src/data/profile/fileProfile';
import { proposeMapping } from '../../src/data/profile/proposal';

const DOCS = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
/** Fenced blocks without a language. */
const blocks = [...DOCS.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
  .filter(([, language]) => language === '')
  .map(([, , text]) => text!);

const EXPECTED: Record<string, { user?: string; item?: string; shape?: string }> = {
  'user_id,item_id,exposure': { user: 'user_id', item: 'item_id', shape: 'flags' },
  'user_id,item_id,event': { user: 'user_id', item: 'item_id', shape: 'events' },
  'user_id,item_id,rating': { user: 'user_id', item: 'item_id', shape: 'ratings' },
  '1\tU100111': { user: 'column 2', item: 'column 5', shape: 'impressions' },
  'user_id:token': { user: 'user_id', item: 'item_id', shape: 'flags' },
  'session,aid,ts,type': { user: 'session', item: 'aid', shape: 'events' },
  'user_id,item_id,cat_id': { user: 'user_id', item: 'item_id', shape: 'events' },
  'user,time_stamp': { user: 'user', item: 'adgroup_id', shape: 'flags' },
  'user_id,video_id': { user: 'user_id', item: 'video_id', shape: 'flags' },
  'Kunde;Artikel': { user: 'Kunde', item: 'Artikel', shape: 'flags' },
  '{"session":0': { user: 'session', item: 'events.aid', shape: 'events' },
};

describe('the lines that docs/formats.md shows', () => {
  it.each(Object.entries(EXPECTED))(
    'that begin with “%s” are understood as the docs say',
    async (start, expected) => {
      const block = blocks.find((text) => text.startsWith(start));
      expect(block).toBeDefined();
      const { shape, roles } = proposeMapping(await profileFile({ source: block!, fileName: 'log.csv' }));
      expect({ shape, user: roles.user.column, item: roles.item.column }).toEqual({
        shape: expected.shape,
        user: expected.user,
        item: expected.item,
      });
    },
  );
});
