/** Keeps a TypeScript project checked: TypeScript's own watch, in a thread of its own. */
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import ts from 'typescript';
import type { TypeCheck } from './type-check.ts';

/** TypeScript's codes for "Starting compilation" and "File change detected". */
const begins = new Set([6031, 6032]);
/** "Found 1 error" and "Found N errors": every number of errors ends with one of them. */
const ends = new Set([6193, 6194]);

let started = performance.now();
let problems: string[] = [];
const host = ts.createWatchCompilerHost(
  workerData as string,
  { noEmit: true },
  ts.sys,
  ts.createSemanticDiagnosticsBuilderProgram,
  (diagnostic) => void problems.push(describe(diagnostic)),
  ({ code }) => {
    if (begins.has(code)) {
      started = performance.now();
      problems = [];
    } else if (ends.has(code)) {
      const outcome: TypeCheck = { problems, milliseconds: performance.now() - started };
      parentPort?.postMessage(outcome);
    }
  },
);
ts.createWatchProgram(host);

/** `server/http/handlers.ts:24:3 Property 'createThing' is missing …` */
function describe({ file, start = 0, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ').replaceAll(/\s+/g, ' ');
  if (!file) return message;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${path.relative(process.cwd(), file.fileName)}:${line + 1}:${character + 1} ${message}`;
}
