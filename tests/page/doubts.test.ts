/** The question before a training on a log that is hardly what it should be. */
import { describe, expect, it } from 'vitest';
import { createCommands } from '../../src/page/commands';
import { connectEvents } from '../../src/page/connectEvents';
import { createPageStore } from '../../src/page/state';
import { createFakeSession, emitDataset, uploadedLog } from './fakeSession';

const findings = [{ code: 'dominant-user', level: 'stop', values: { id: 'NULL', share: 0.6 } }];
const refused = () => Object.assign(new Error('refused'), { code: 'implausible-log', values: {}, findings });

/** A session whose worker refuses until the findings are acknowledged. */
async function openPage(name: 'training.train' | 'training.prepare' | 'lab.start') {
  let isAcknowledged = false;
  const work = async () => {
    if (!isAcknowledged) throw refused();
  };
  const fake = createFakeSession({
    [name]: work,
    'data.acknowledge': async () => {
      isAcknowledged = true;
    },
  });
  const store = createPageStore();
  const commands = createCommands(fake.session, store);
  await connectEvents(fake.session, store, commands);
  await emitDataset(fake, uploadedLog());
  return { ...fake, store, commands };
}

describe('what the worker stops for', () => {
  it('is asked, not shown as a failure, and trained once it is acknowledged', async () => {
    const { commands, store, calls, lastArguments } = await openPage('training.train');
    await commands.train();
    expect(store.getState()).toMatchObject({ doubts: { findings }, problem: null, isStarting: false });
    await commands.answerDoubts(true);
    expect(lastArguments('data.acknowledge')).toEqual([['dominant-user']]);
    expect(calls.filter((call) => call === 'training.train')).toHaveLength(2);
    expect(store.getState()).toMatchObject({ doubts: null, problem: null });
  });

  it('is left alone when the person does not go on, and forgotten with its log', async () => {
    const page = await openPage('training.train');
    const { commands, store, calls } = page;
    await commands.train();
    await commands.answerDoubts(false);
    expect(store.getState().doubts).toBeNull();
    expect(calls).not.toContain('data.acknowledge');
    await commands.train();
    await emitDataset(page, uploadedLog());
    expect(store.getState().doubts).toBeNull();
  });

  it('is asked before a single step and before an experiment as well', async () => {
    const stepped = await openPage('training.prepare');
    await stepped.commands.step('batch');
    expect(stepped.store.getState().doubts).not.toBeNull();
    expect(stepped.calls).not.toContain('training.step');
    await stepped.commands.answerDoubts(true);
    expect(stepped.calls).toContain('training.step');
    const lab = await openPage('lab.start');
    await lab.commands.startLab();
    expect(lab.store.getState()).toMatchObject({ doubts: { findings }, lab: { problem: null } });
  });
});
