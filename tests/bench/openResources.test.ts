import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLOSE_MS, closeOnSignals, OpenResources, withTimeLimit } from '../../bench/openResources';

afterEach(() => vi.useRealTimers());

const resource = () => ({ close: vi.fn(async () => {}) });

describe('the resources of a run', () => {
  it('are all closed once, although one fails to close and another fails to open', async () => {
    const resources = new OpenResources();
    const failing = { close: vi.fn(() => Promise.reject(new Error('gone'))) };
    const sound = resource();
    await resources.open(() => failing);
    await resources.open(() => sound);
    await expect(resources.open(() => Promise.reject(new Error('no browser')))).rejects.toThrow('no browser');
    await resources.close();
    await resources.close();
    expect(failing.close).toHaveBeenCalledTimes(1);
    expect(sound.close).toHaveBeenCalledTimes(1);
  });

  it('are closed when they are still opening, and none opens afterwards', async () => {
    const resources = new OpenResources();
    const slow = resource();
    const opening = resources.open(() => new Promise<typeof slow>((resolve) => setTimeout(resolve, 5, slow)));
    const refused = expect(opening).rejects.toThrow('already closed');
    await resources.close();
    await refused;
    expect(slow.close).toHaveBeenCalledTimes(1);
    const opener = vi.fn(resource);
    await expect(resources.open(opener)).rejects.toThrow('already closed');
    expect(opener).not.toHaveBeenCalled();
  });

  it('are not waited for longer than a limit', async () => {
    vi.useFakeTimers();
    const resources = new OpenResources();
    await resources.open(() => ({ close: () => new Promise(() => {}) }));
    void resources.open(() => new Promise<{ close(): void }>(() => {}));
    const closed = resources.close();
    await vi.advanceTimersByTimeAsync(CLOSE_MS);
    await closed;
  });
});

describe('a time limit', () => {
  const message = () => 'too late';

  it('rejects work that takes longer, and lets other work have its value', async () => {
    await expect(withTimeLimit(5, message, () => new Promise(() => {}))).rejects.toThrow('too late');
    await expect(withTimeLimit(1000, message, async () => 7)).resolves.toBe(7);
  });

  it.each([0, -1])('of %i ms does not begin the work', async (ms) => {
    const work = vi.fn(async () => {});
    await expect(withTimeLimit(ms, message, work)).rejects.toThrow('too late');
    expect(work).not.toHaveBeenCalled();
  });

  it('may be infinite', async () => {
    const slowly = () => new Promise((resolve) => setTimeout(resolve, 10, 'done'));
    await expect(withTimeLimit(Number.POSITIVE_INFINITY, message, slowly)).resolves.toBe('done');
  });
});

describe('a signal', () => {
  const target = () => Object.assign(new EventEmitter(), { exit: vi.fn(), ppid: 7, env: {} });
  type Target = Parameters<typeof closeOnSignals>[1];

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('closes everything before the process exits: %s', async (signal, status) => {
    const process = target();
    let closed = () => {};
    const close = vi.fn(() => new Promise<void>((resolve) => (closed = resolve)));
    closeOnSignals(close, process as unknown as Target);
    process.emit(signal);
    expect(close).toHaveBeenCalledTimes(1);
    expect(process.exit).not.toHaveBeenCalled();
    closed();
    await vi.waitFor(() => expect(process.exit).toHaveBeenCalledExactlyOnceWith(status));
  });

  it('exits at once when it is the second, and is not listened to after the end', () => {
    const process = target();
    const remove = closeOnSignals(() => new Promise(() => {}), process as unknown as Target);
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(process.exit).toHaveBeenCalledWith(130);
    remove();
    expect(process.listenerCount('SIGINT')).toBe(0);
  });

  it.each([
    [{ npm_lifecycle_event: 'bench' }, [[143]]],
    [{}, []],
  ])('is the end of the parent under npm only: %j', async (env, exits) => {
    vi.useFakeTimers();
    const process = Object.assign(target(), { env });
    const remove = closeOnSignals(async () => {}, process as unknown as Target);
    await vi.advanceTimersByTimeAsync(2000);
    expect(process.exit).not.toHaveBeenCalled();
    process.ppid = 1;
    await vi.advanceTimersByTimeAsync(2000);
    expect(process.exit.mock.calls).toEqual(exits);
    remove();
    expect(vi.getTimerCount()).toBe(0);
  });
});
