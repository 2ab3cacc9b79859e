import { describe, expect, it, vi } from 'vitest';
import { latestOnly } from '../../src/page/store/latestOnly';

/** A worker that answers when asked to. */
function createSlowWorker() {
  const questions: number[] = [];
  const waiting: (() => void)[] = [];
  return {
    questions,
    ask: (question: number) => {
      questions.push(question);
      return new Promise<number>((resolve) => waiting.push(() => resolve(question * 10)));
    },
    answer: () => waiting.shift()?.(),
  };
}

describe('latestOnly', () => {
  it('asks the first and the newest question and skips those between', async () => {
    const worker = createSlowWorker();
    const received: number[] = [];
    const ask = latestOnly(worker.ask, (answer) => received.push(answer));
    for (const question of [1, 2, 3, 4]) void ask(question);
    worker.answer();
    await vi.waitFor(() => expect(received).toEqual([10]));
    worker.answer();
    await vi.waitFor(() => expect(received).toEqual([10, 40]));
    expect(worker.questions).toEqual([1, 4]);
  });

  it('continues after a rejected question', async () => {
    let failing = true;
    const received: number[] = [];
    const ask = latestOnly(
      async (question: number) => {
        if (failing) throw new Error('no');
        return question;
      },
      (answer) => received.push(answer),
    );
    await expect(ask(1)).rejects.toThrow('no');
    failing = false;
    await ask(2);
    expect(received).toEqual([2]);
  });

  it('drops an answer of null', async () => {
    const received: number[] = [];
    await latestOnly<number, number>(
      async () => null,
      (answer) => received.push(answer),
    )(1);
    expect(received).toEqual([]);
  });
});
