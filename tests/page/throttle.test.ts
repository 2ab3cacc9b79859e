import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { throttle } from '../../src/page/lab/throttle';

describe('throttle', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('runs at once, and once more after the interval however often it was called', async () => {
    const work = vi.fn(async () => undefined);
    const refresh = throttle(work, 1000);
    for (let call = 0; call < 3; call++) void refresh();
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(999);
    expect(work).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('runs again after work that was rejected', async () => {
    const work = vi.fn(async () => undefined).mockRejectedValueOnce(new Error('no tables'));
    const refresh = throttle(work, 1000);
    const failed = expect(refresh()).rejects.toThrow('no tables');
    await vi.advanceTimersByTimeAsync(1000);
    await failed;
    void refresh();
    expect(work).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1000);
  });
});
