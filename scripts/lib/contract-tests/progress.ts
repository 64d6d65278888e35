import type { Progress } from './settings.ts';

/** Where progress is shown: a terminal, or a log. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Tells how far a run is: one line that changes on a terminal, one line for each operation elsewhere. */
export function createProgress(screen: Screen): { tell: (progress: Progress) => void; end: () => void } {
  const line = ({ operationId, done, total, failures }: Progress) =>
    `${failures > 0 ? '✗' : '✓'} ${operationId} ${done}/${total}${failures > 0 ? `, ${failures} failed` : ''}`;
  return {
    tell(progress) {
      if (screen.isTTY) screen.write(`\r\u001b[K${line(progress)}`);
      else if (progress.done === progress.total) screen.write(`${line(progress)}\n`);
    },
    end() {
      if (screen.isTTY) screen.write('\r\u001b[K');
    },
  };
}
