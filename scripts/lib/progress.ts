/** Told at the start of each step of long work. */
export type Progress = (step: string) => void;

/** Milliseconds of work after which the steps are worth a line each where nobody watches a terminal. */
const worthTelling = 2000;

/** Milliseconds below which a step isn't. */
const worthNaming = 50;

/** The steps of some work, on a stream of their own. */
export interface ProgressLines {
  readonly step: Progress;
  /** Ends the last step. */
  end(): void;
}

/**
 * Tells the steps of some work and how long each took: on a terminal in one line that is written over again, else one
 * line for each step once the work has become long.
 */
export function createProgressLines(stream: { isTTY?: boolean; write(text: string): unknown }): ProgressLines {
  const started = performance.now();
  let current: { readonly name: string; readonly since: number } | undefined;
  let untold = '';

  const finish = () => {
    if (!current) return;
    const now = performance.now();
    const took = now - current.since;
    if (took >= worthNaming) untold += `${current.name.padEnd(8)}${(took / 1000).toFixed(1).padStart(6)} s\n`;
    current = undefined;
    if (stream.isTTY || now - started < worthTelling) return;
    stream.write(untold);
    untold = '';
  };
  return {
    step(name) {
      finish();
      current = { name, since: performance.now() };
      if (stream.isTTY) stream.write(`\r\x1b[2K${name} …`);
    },
    end() {
      finish();
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
  };
}
