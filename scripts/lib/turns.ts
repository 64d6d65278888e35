/**
 * Runs one piece of work at a time. What is asked for while one runs is done once, after it, however often it was asked.
 *
 * @param work gets everything that was asked for since it began last
 * @returns asks for work; resolves when nothing is left to do; rejects with what the work throws
 */
export function takeTurns<Task>(
  work: (tasks: ReadonlySet<Task>) => Promise<void>,
): (tasks: Iterable<Task>) => Promise<void> {
  let waiting = new Set<Task>();
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      while (waiting.size > 0) {
        const tasks = waiting;
        waiting = new Set();
        await work(tasks);
      }
    } finally {
      running = undefined;
    }
  };
  return async (tasks) => {
    for (const task of tasks) waiting.add(task);
    running ??= run();
    await running;
  };
}
