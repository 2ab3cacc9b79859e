/** A slider asks faster than the worker answers: one question under way, the newest one waiting. */

/**
 * A function that forwards its argument to `ask`, never two at a time; arguments that arrive
 * meanwhile replace one another, and only the last of them is asked. Answers of null are dropped.
 */
export function latestOnly<Question, Answer>(
  ask: (question: Question) => Promise<Answer | null>,
  receive: (answer: Answer) => void,
): (question: Question) => Promise<void> {
  let waiting: { question: Question } | null = null;
  let busy = false;
  return async (question) => {
    waiting = { question };
    if (busy) return;
    busy = true;
    try {
      while (waiting) {
        const next: { question: Question } = waiting;
        waiting = null;
        const answer = await ask(next.question);
        if (answer !== null) receive(answer);
      }
    } finally {
      busy = false;
    }
  };
}
