/** A slider's row: every query has new weights, and the first answers must have the exact order. */
import type { RowSpec } from '../results';
import type { Task } from './engineUnderBenchmark';
import {
  type Answer,
  answerFromScores,
  answerFromVectors,
  checkAnswer,
  type SliderWorkload,
  sliderWorkload,
} from './sliderWorkload';

const CHECKED = 2;

/** Opens a slider's row. Rejects with an Error when its answers are not exact. */
export async function createSlider(row: RowSpec): Promise<Task> {
  const workload = sliderWorkload(row.items);
  const answer = await answerOf(row, workload);
  for (let query = 0; query < CHECKED; query++) {
    const weights = workload.nextWeights();
    checkAnswer(workload, weights, await answer(weights));
  }
  return {
    kind: 'task',
    async work() {
      await answer(workload.nextWeights());
    },
  };
}

async function answerOf(row: RowSpec, workload: SliderWorkload): Promise<Answer> {
  if (row.name === 'ours') return answerFromScores(workload);
  if (row.name === 'ours-vectors') return answerFromVectors(workload);
  const { answerFromLibrary } = await import('./sliderLibraries');
  return answerFromLibrary(row, workload);
}
