/** Who waits for a long command. */
export interface Waiting {
  /** Says what it does now, and how far it is; replaces what was said before. */
  readonly tell: (step: string, progress: string) => void;
  /** Aborted once nobody waits any longer. */
  readonly signal: AbortSignal;
}

export const nobody: Waiting = { tell: () => undefined, signal: new AbortController().signal };

/** Milliseconds between two lines. */
const interval = { terminal: 100, file: 10_000 };

/** A stream on which progress is one line that changes, or a new line now and then where it is kept. */
export function createTeller(stream: { isTTY?: boolean; write(text: string): unknown }) {
  const isTerminal = stream.isTTY === true;
  const pause = isTerminal ? interval.terminal : interval.file;
  let last = performance.now();
  let lastStep = '';
  return {
    tell(step: string, progress: string): void {
      const isNews = isTerminal && step !== lastStep;
      if (!isNews && performance.now() - last < pause) return;
      last = performance.now();
      lastStep = step;
      const line = `${step} ${progress}`;
      stream.write(isTerminal ? `${clearLine}${line}` : `${line}\n`);
    },
    end(): void {
      if (isTerminal) stream.write(clearLine);
    },
  };
}

/** ECMA-48: back to the first column, erase to the end of the line. */
const clearLine = '\r\u001b[K';
