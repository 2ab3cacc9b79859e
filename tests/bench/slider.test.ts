import { describe, expect, it } from 'vitest';
import {
  answerFromScores,
  answerFromVectors,
  checkAnswer,
  sliderWorkload,
  TOP,
  WIDTH,
} from '../../bench/page/sliderWorkload';

describe('the slider’s exactness check', () => {
  const workload = sliderWorkload(500);
  const weights = workload.nextWeights();

  it('accepts ours, from scores and from vectors', async () => {
    for (const answerer of [answerFromScores(workload), answerFromVectors(workload)]) {
      const answer = await answerer(weights);
      expect(answer).toHaveLength(TOP);
      expect(() => checkAnswer(workload, weights, answer)).not.toThrow();
    }
  });

  it('accepts ties in either order', async () => {
    const answer = Array.from(
      await answerFromScores({ ...workload, user: new Float32Array(WIDTH) })(weights),
    );
    const nobody = { ...workload, user: new Float32Array(WIDTH) };
    expect(() => checkAnswer(nobody, weights, answer.reverse())).not.toThrow();
  });

  it('refuses two ranks exchanged, an item twice, and a short answer', async () => {
    const answer = Array.from(await answerFromScores(workload)(weights));
    const exchanged = [answer[50]!, ...answer.slice(1, 50), answer[0]!, ...answer.slice(51)];
    expect(() => checkAnswer(workload, weights, exchanged)).toThrow('at rank 1 ');
    expect(() => checkAnswer(workload, weights, [...answer.slice(1), answer[1]!])).toThrow('twice');
    expect(() => checkAnswer(workload, weights, answer.slice(1))).toThrow('99 items instead of 100');
  });
});
