/** A slider moves faster than the worker answers: one request under way, the newest one waiting. */

/**
 * Returns a function that forwards its argument to `request`, never two at a time; arguments that arrive
 * meanwhile replace one another, and only the last of them is sent. Answers of null are dropped.
 */
export function latestOnly<Argument, Answer>(
  request: (argument: Argument) => Promise<Answer | null>,
  receive: (answer: Answer) => void,
): (argument: Argument) => Promise<void> {
  let waiting: { argument: Argument } | null = null;
  let isBusy = false;
  return async (argument) => {
    waiting = { argument };
    if (isBusy) return;
    isBusy = true;
    try {
      while (waiting) {
        const next: { argument: Argument } = waiting;
        waiting = null;
        const answer = await request(next.argument);
        if (answer !== null) receive(answer);
      }
    } finally {
      isBusy = false;
    }
  };
}
