import { afterEach, describe, expect, it, vi } from 'vitest';
import { createYielder, yieldToEventLoop } from '../src/yielding';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('yieldToEventLoop', () => {
  it('lets the thread handle a message, which waiting for promises alone does not', async () => {
    const { port1, port2 } = new MessageChannel();
    let received = false;
    port1.onmessage = () => {
      received = true;
    };
    port2.postMessage('cancel');
    for (let turn = 0; turn < 1000; turn++) await Promise.resolve();
    expect(received).toBe(false);
    for (let turn = 0; turn < 1000 && !received; turn++) await yieldToEventLoop();
    port1.close();
    expect(received).toBe(true);
  });

  it('needs no timer, which browsers would delay when it is repeated', async () => {
    vi.useFakeTimers();
    await yieldToEventLoop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with the reason of a signal that was aborted while it waited', async () => {
    const abort = new AbortController();
    const waiting = yieldToEventLoop(abort.signal);
    abort.abort(new Error('cancelled'));
    await expect(waiting).rejects.toThrow('cancelled');
  });
});

describe('a yielder', () => {
  it('is due after its interval, and again only an interval after it yielded', async () => {
    const clock = vi.spyOn(performance, 'now').mockReturnValue(100);
    const yielder = createYielder(undefined, 30);
    expect(yielder.due()).toBe(false);
    clock.mockReturnValue(130);
    expect(yielder.due()).toBe(true);
    await yielder.yield();
    expect(yielder.due()).toBe(false);
    clock.mockReturnValue(159);
    expect(yielder.due()).toBe(false);
    clock.mockReturnValue(160);
    expect(yielder.due()).toBe(true);
  });

  it('throws the reason of a signal that is aborted already', () => {
    const abort = new AbortController();
    abort.abort(new Error('cancelled'));
    expect(() => createYielder(abort.signal)).toThrow('cancelled');
  });
});
