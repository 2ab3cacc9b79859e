import { describe, expect, it } from 'vitest';
import { profileFile } from '../../src/data/profile/fileProfile';
import type { DataReport } from '../../src/data/report/dataReport';
import { createCommands } from '../../src/page/commands';
import { connectEvents } from '../../src/page/connectEvents';
import { pairsAt } from '../../src/page/data/longTail';
import { badRowsOf } from '../../src/page/mapping/badRows';
import { withChoices } from '../../src/page/mapping/choices';
import { canLoad, countDraft, excessOf, isClear, loadRequestOf } from '../../src/page/mapping/draftCount';
import {
  contentsOf,
  draftOf,
  openQuestions,
  otherColumns,
  withEvent,
  withName,
  withRole,
  withShape,
} from '../../src/page/mapping/mappingDraft';
import { ratingScale, withoutConversion, withThreshold } from '../../src/page/mapping/ratings';
import { namedMessages } from '../../src/page/messages/named';
import { createPageStore } from '../../src/page/state';
import type { Session } from '../../src/worker/protocol/session';
import { type Answers, createFakeSession, uploadedLog } from './fakeSession';

const profile: Session['data']['profileFile'] = (source, mapping) => profileFile({ source, mapping });

async function fileDraft(text: string, name = 'log.csv') {
  const file = new File([text], name);
  return draftOf(file, await profile(file));
}
const alone = (file: Awaited<ReturnType<typeof fileDraft>>) => ({ files: [file], choices: {} });

const FLAGS = 'user_id,item_id,click,conversion,kind\nu1,i1,1,1,a\nu1,i2,0,0,b\nu2,i1,1,0,a\nu2,i2,0,0,b\n';
const ODD = 'who,what,tried,kept\nu1,i1,1,1\nu1,i2,0,0\nu2,i1,1,0\nu2,i2,0,0\n';
const EVENTS = 'user,item,event\nu1,i1,view\nu1,i1,addtocart\nu1,i1,noticed\nu2,i1,view\n';
const RATINGS = `user,item,rating\n${[1, 2, 3, 4, 5, 5].map((n, i) => `u${i % 2},i${i},${n}`).join('\n')}\n`;

describe('a draft', () => {
  it('is certain for usual column names', async () => {
    const draft = alone(await fileDraft(FLAGS));
    const count = countDraft(draft);
    expect(count.pairs).toEqual({ exposure: 4, click: 2, conversion: 1 });
    expect([canLoad(count), isClear(draft, count)]).toEqual([true, true]);
  });

  it('asks where no name says anything, chooses nothing, and loads once all is answered', async () => {
    const asked = await fileDraft(ODD);
    expect(openQuestions(asked, false).map(({ about }) => about)).toEqual(['click', 'user', 'item']);
    expect(canLoad(countDraft(alone(asked)))).toBe(false);
    const answers = [
      ['user', 'who'],
      ['item', 'what'],
      ['click', 'tried'],
      ['conversion', 'kept'],
    ] as const;
    const answered = answers.reduce((file, [role, column]) => withRole(file, role, column), asked);
    const count = countDraft(alone(answered));
    expect(openQuestions(answered, false)).toEqual([]);
    expect(count.pairs).toEqual({ exposure: 4, click: 2, conversion: 1 });
    expect(canLoad(count)).toBe(true);
  });

  it('gives a column one role: two roles of one kind swap columns, a role of another kind loses it', async () => {
    const file = await fileDraft(FLAGS);
    const swapped = withRole(file, 'user', 'item_id').mapping;
    expect([swapped.user, swapped.item]).toEqual(['item_id', 'user_id']);
    const taken = withRole(file, 'timestamp', 'conversion').mapping;
    expect([taken.timestamp, taken.conversion]).toEqual(['conversion', '']);
  });

  it('without a user column counts nothing and names the missing column', async () => {
    const draft = alone(withRole(await fileDraft(FLAGS), 'user', ''));
    const count = countDraft(draft);
    expect(canLoad(count)).toBe(false);
    expect(count.issues[0]?.code).toBe('missing-column');
  });

  it('lists features only when the user has changed one', async () => {
    const file = await fileDraft(FLAGS);
    expect(loadRequestOf(alone(file)).mapping).not.toHaveProperty('itemFeatures');
    expect(otherColumns(file, false)).toMatchObject([{ name: 'kind', role: 'itemFeature' }]);
    const decided = { ...file, others: { kind: 'ignored' as const } };
    expect(loadRequestOf(alone(decided)).mapping).toMatchObject({ itemFeatures: [], userFeatures: [] });
  });

  it('counts events by the chosen meaning of their values', async () => {
    const file = await fileDraft(EVENTS);
    expect(countDraft(alone(file)).pairs.conversion).toBe(0);
    const said = withEvent(file, 'noticed', 'conversion');
    expect(countDraft(alone(said)).pairs.conversion).toBe(1);
    expect(countDraft(alone(withEvent(said, 'noticed', 'none'))).pairs.conversion).toBe(0);
  });

  it('forgets how the times are written when another column becomes the time', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `u${n % 5},i${n % 7},${n % 2},27.02.2024,${n}`);
    const file = await fileDraft(`user,item,click,date,order\n${rows.join('\n')}\n`);
    expect(file.mapping).toMatchObject({ timestamp: 'date', timeFormat: 'dd/mm/yyyy' });
    const other = withRole(file, 'timestamp', 'order');
    expect(other.mapping).toMatchObject({ timestamp: 'order' });
    expect(other.mapping).not.toHaveProperty('timeFormat');
  });

  it('is the proposal again after a change of shape and back', async () => {
    const file = await fileDraft(EVENTS);
    const other = withShape(file, 'flags');
    expect(other.mapping).toMatchObject({ shape: 'flags', user: 'user', click: '' });
    expect(withShape(other, 'events').mapping).toEqual(file.mapping);
  });

  it('accepts other names for the objectives, and an empty name restores the default', async () => {
    const draft = alone(await fileDraft(FLAGS));
    const named = withChoices(draft, { names: withName({}, 'click', 'play') });
    expect(loadRequestOf(named).mapping.names).toEqual({ click: 'play' });
    expect(withChoices(named, { names: withName(named.choices.names, 'click', ' ') })).toEqual(draft);
    expect(namedMessages({ click: "{it's}" })).toMatchObject({
      'objective.click': "'{'it''s'}'",
      'owner.click': "'{'it''s'}'",
    });
    expect(namedMessages(undefined)['objective.click']).toBe('Click');
  });

  it('drops a choice that is undone', async () => {
    const draft = alone(await fileDraft(FLAGS));
    expect(withChoices(withChoices(draft, { split: 'random' }), { split: undefined })).toEqual(draft);
  });
});

describe('thresholds', () => {
  it('move on the scale of the column, and a conversion never needs less than a click', async () => {
    const file = await fileDraft(RATINGS);
    expect(ratingScale(file.profile, 'rating')).toEqual({ min: 1, max: 5, step: 1 });
    const low = withThreshold(withThreshold(file, 'click', 4), 'conversion', 2);
    expect(low.mapping.thresholds).toEqual({ click: 2, conversion: 2 });
    expect(withThreshold(low, 'click', 5).mapping.thresholds).toEqual({ click: 5, conversion: 5 });
    // 3, 4, 5, 5 are clicks; without a conversion there are two objectives.
    const two = withoutConversion(withThreshold(file, 'click', 3));
    expect(countDraft(alone(two)).pairs).toEqual({ exposure: 6, click: 4, conversion: 0 });
  });

  it('have a scale that ignores a single extreme value', async () => {
    const hours = [...Array.from({ length: 200 }, (_, n) => n / 10), 10_000];
    const text = `user,item,rating\n${hours.map((n, i) => `u${i % 9},i${i},${n}`).join('\n')}\n`;
    const scale = ratingScale((await fileDraft(text)).profile, 'rating');
    expect(scale?.max).toBeLessThan(21);
    expect(scale?.step).toBe(0.1);
  });

  it('have no scale where the column holds no numbers', async () => {
    expect(ratingScale((await fileDraft(ODD)).profile, 'who')).toBeNull();
  });
});

describe('several files', () => {
  const pairs = (rows: string[]) => ['user,item', ...rows].join('\n');
  const texts = {
    views: pairs(['a,1', 'a,2', 'b,1']),
    carts: pairs(['a,1', 'b,3']),
    purchases: pairs(['a,1']),
  };

  it('are assigned by name and joined, and a deeper event counts for all events before it', async () => {
    const files = Object.entries(texts).map(([name, text]) => new File([text], `${name}.csv`));
    const profiles = await Promise.all(files.map((file) => profile(file)));
    const contents = contentsOf(profiles);
    expect(contents).toEqual(['exposure', 'click', 'conversion']);
    const drafts = files.map((file, index) => draftOf(file, profiles[index]!, contents[index]));
    const draft = { files: drafts, choices: { split: 'random' as const } };
    expect(countDraft(draft).pairs).toEqual({ exposure: 4, click: 2, conversion: 1 });
    const request = loadRequestOf(draft);
    expect(request.mapping).toEqual({ split: 'random' });
    expect(request.source).toMatchObject([{ objective: 'exposure', mapping: { user: 'user' } }, {}, {}]);
  });

  it('are asked about where their names give no hint: a size says nothing', async () => {
    const rows = [['a,1'], ['a,1', 'a,2'], ['a,1', 'a,2', 'a,3']];
    const files = rows.map((some, n) => new File([pairs(some)], `${n}.csv`));
    const profiles = await Promise.all(files.map((file) => profile(file)));
    expect(contentsOf(profiles)).toEqual([null, null, null]);
    const drafts = files.map((file, index) => draftOf(file, profiles[index]!, null));
    const count = countDraft({ files: drafts, choices: {} });
    expect(count.issues[0]?.code).toBe('contents-not-chosen');
    expect(canLoad(count)).toBe(false);
  });
});

async function openPage(answers: Answers = {}) {
  const fake = createFakeSession({ 'data.profileFile': profile, ...answers });
  const store = createPageStore();
  const commands = createCommands(fake.session, store);
  await connectEvents(fake.session, store, commands);
  return { ...fake, store, commands };
}

describe('the commands of the mapping screen', () => {
  const file = new File([FLAGS], 'log.csv');

  it('load only on command, and then exactly what is shown', async () => {
    const { commands, calls, lastArguments, emit, store } = await openPage();
    await commands.openFiles([file]);
    expect(calls).not.toContain('data.loadCsv');
    commands.changeFile(0, (draft) => withRole(draft, 'conversion', ''));
    commands.changeChoices({ badRows: 'skip' });
    await commands.loadMapped();
    expect(lastArguments('data.loadCsv')).toMatchObject([
      file,
      { conversion: '', click: 'click', badRows: 'skip' },
    ]);
    emit({ type: 'dataset', dataset: uploadedLog() });
    expect(store.getState().upload.draft).toBeNull();
    await commands.changeSplit('random');
    expect(lastArguments('data.changeSplit')).toEqual(['random']);
    emit({ type: 'dataset', dataset: uploadedLog() });
    expect(store.getState().upload.request).toMatchObject({
      source: file,
      mapping: { conversion: '', split: 'random' },
    });
  });

  it('profile the file again when the separator is changed', async () => {
    const { commands, store } = await openPage();
    await commands.openFiles([file]);
    await commands.changeFormat(0, { separator: ';' });
    expect(store.getState().upload.draft?.files[0]?.profile.columns).toHaveLength(1);
    await commands.changeFormat(0, { separator: ',' });
    expect(store.getState().upload.draft?.files[0]?.mapping.click).toBe('click');
  });

  it('profile the file again when the encoding is changed, and keep the other choices', async () => {
    const { commands, store } = await openPage();
    const accents = new File([Buffer.from('user;item;click\nJosé;Größe;1\n', 'latin1')], 'log.csv');
    await commands.openFiles([accents]);
    const seen = () => store.getState().upload.draft?.files[0]?.profile;
    expect([seen()?.encoding, seen()?.preview[0]?.[0]]).toEqual(['windows-1252', 'José']);
    await commands.changeFormat(0, { encoding: 'utf-8' });
    expect([seen()?.encoding, seen()?.preview[0]?.[0]]).toEqual(['utf-8', 'Jos\uFFFD']);
    await commands.changeFormat(0, { header: false });
    expect(seen()?.encoding).toBe('utf-8');
  });

  it('keep the choices and show no problem when reading is cancelled', async () => {
    const stopped = async () => {
      throw new DOMException('Stopped.', 'AbortError');
    };
    const { commands, store } = await openPage({ 'data.loadCsv': stopped });
    await commands.openFiles([file]);
    await commands.loadMapped();
    expect(store.getState()).toMatchObject({ loading: null, upload: { fault: null, pending: null } });
    expect(store.getState().upload.draft).not.toBeNull();
  });

  it('show the newest file only, whichever profile finishes last', async () => {
    const looks: (() => void)[] = [];
    const held: Session['data']['profileFile'] = async (source, mapping) => {
      await new Promise<void>((go) => looks.push(go));
      return profile(source, mapping);
    };
    const { commands, store } = await openPage({ 'data.profileFile': held });
    const shown = () => store.getState().upload.draft?.files.map(({ profile: seen }) => seen.file);
    const first = commands.openFiles([file, new File([EVENTS], 'second.csv')]);
    const second = commands.openFiles([new File([EVENTS], 'newest.csv')]);
    looks[0]!();
    await first;
    expect(looks).toHaveLength(2);
    expect(shown()).toBeUndefined();
    expect(store.getState().loading).not.toBeNull();
    looks[1]!();
    await second;
    expect(shown()).toEqual(['newest.csv']);
    expect(store.getState().loading).toBeNull();
  });

  it('show no problem of a file that was replaced by another', async () => {
    const { commands, store } = await openPage();
    const broken = commands.openFiles([new File([''], 'empty.csv')]);
    await commands.openFiles([file]);
    await broken;
    expect(store.getState().upload).toMatchObject({ fault: null, draft: { files: [{ file }] } });
  });

  it('do not open the screen for a file that is not a table', async () => {
    const { commands, store } = await openPage();
    await commands.openFiles([new File([''], 'empty.csv')]);
    expect(store.getState().upload.draft).toBeNull();
    expect(store.getState().upload.fault?.issues[0]?.file).toBe('empty.csv');
  });
});

describe('an exceeded limit', () => {
  const limited = (limits: { bytes?: number; rows?: number }): Session['data']['profileFile'] => {
    return (source, mapping) => profileFile({ source, mapping: { ...mapping, limits } });
  };
  const file = new File([FLAGS], 'log.csv');

  it('is reported by the profile, and one command opens the screen with a share of the users', async () => {
    const { commands, store } = await openPage({ 'data.profileFile': limited({ bytes: FLAGS.length / 2 }) });
    await commands.openFiles([file]);
    const { draft, fault } = store.getState().upload;
    expect([draft, fault?.issues[0]]).toMatchObject([null, { code: 'too-large', share: 0.5 }]);
    await commands.sampleUsers(0.5);
    expect(store.getState().upload).toMatchObject({
      fault: null,
      draft: { choices: { sample: { share: 0.5, seed: 0 } } },
    });
    await commands.changeFormat(0, { header: false });
    expect(store.getState().upload.fault).toBeNull();
  });

  it('of rows disables Load until a small enough share is chosen', async () => {
    const { commands, store, calls } = await openPage({ 'data.profileFile': limited({ rows: 2 }) });
    await commands.openFiles([file]);
    const excess = () => excessOf(store.getState().upload.draft!);
    expect(excess()).toMatchObject({ code: 'too-many-rows', share: 0.5 });
    await commands.sampleUsers(0.5);
    expect(excess()).toBeUndefined();
    expect(calls).not.toContain('data.loadCsv');
  });

  it('while loading is reported, and one command loads a share of the users', async () => {
    const refused = Object.assign(new Error('Too many.'), {
      name: 'CsvError',
      issues: [{ code: 'too-many-users', message: 'Too many.', share: 0.1 }],
    });
    const { commands, store, lastArguments } = await openPage({
      'data.profileFile': profile,
      'data.loadCsv': async () => Promise.reject(refused),
    });
    await commands.openFiles([file]);
    await commands.loadMapped();
    expect(store.getState().upload.fault?.issues[0]?.share).toBe(0.1);
    await commands.sampleUsers(0.1);
    expect(lastArguments('data.loadCsv')[1]).toMatchObject({ sample: { share: 0.1, seed: 0 } });
  });
});

describe('the data report on the page', () => {
  it('interpolates the long tail between its points', () => {
    const points = [
      { items: 0, pairs: 0 },
      { items: 0.2, pairs: 0.6 },
      { items: 1, pairs: 1 },
    ];
    // Half-way to (0.2, 0.6); a quarter of the way from there to (1, 1).
    expect(pairsAt(points, 0.1)).toBeCloseTo(0.3);
    expect(pairsAt(points, 0.4)).toBeCloseTo(0.7);
    expect(pairsAt([{ items: 0, pairs: 0 }], 0.1)).toBe(0);
  });

  it('is requested for each log and belongs to the shown one', async () => {
    const report = { funnel: [], findings: [] } as unknown as DataReport;
    const fake = createFakeSession({ 'data.dataReport': async () => report });
    const store = createPageStore();
    await connectEvents(fake.session, store, createCommands(fake.session, store));
    fake.emit({ type: 'dataset', dataset: uploadedLog() });
    expect(store.getState().upload.report).toBeNull();
    await expect.poll(() => store.getState().upload.report).toBe(report);
  });
});

describe('the offer to leave rows out', () => {
  const reason = { code: 'bad-log' };
  const request = { source: [], mapping: {} };
  const issues = [
    { file: 'a.csv', line: 3, code: 'bad-flag' },
    { file: 'a.csv', line: 3, code: 'empty-id' },
    { file: 'a.csv', line: 9, code: 'field-count' },
  ];

  it('counts the rows, each once, and says “some” where not all are listed', () => {
    expect(badRowsOf({ reason, request, issues })).toBe(2);
    expect(badRowsOf({ reason, request, issues, count: 400 })).toBe('some');
  });

  it('is not made where anything but rows is wrong, or nothing could be read', () => {
    const withColumn = [...issues, { code: 'missing-column' }];
    expect(badRowsOf({ reason, request, issues: withColumn })).toBeNull();
    expect(badRowsOf({ reason, request, issues: [] })).toBeNull();
    expect(badRowsOf({ reason, request: null, issues })).toBeNull();
    expect(badRowsOf({ reason, request, issues, files: [] })).toBeNull();
  });
});
