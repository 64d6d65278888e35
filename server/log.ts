import pino, { type DestinationStream, type Logger } from 'pino';

/**
 * JSON lines. Of an error only name, message, code and stack are written: its other properties may hold what a
 * caller sent.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describe } };
  // A request does not wait for its line to be written.
  return pino(options, destination ?? standardOutput());
}

/** Characters that wait for a reader that is slow; what comes then is dropped. */
const longestBacklog = 16_000_000;

/** Characters that are written together, and milliseconds after which fewer are: a write takes as long as a line. */
const together = { minLength: 4096, periodicFlush: 50 };

/** Nobody is refused because a disk is full or a reader is gone: lines that can't be written are dropped. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: false, maxLength: longestBacklog, ...together });
  output.on('error', () => {
    // At the process's end it would try for ever.
    output.flushSync = () => undefined;
  });
  return output;
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return { name, message, code, stack, cause: cause === undefined ? undefined : describe(cause) };
}
