import type { ExampleAnswer } from './examples.ts';
import { literal, property, quoted, remark } from './text.ts';

/** One operation, and the answer that its contract has an example of. */
export interface HandlerPlan {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly answer: ExampleAnswer | undefined;
}

/** The text of `server/handlers.ts`: one function per operation. */
export function renderHandlers(plans: readonly HandlerPlan[]): string {
  const needsFailure = plans.some(({ answer }) => !answer);
  return `import type { Handlers } from 'latchkey-edge';
import type { operations as table } from '../generated/operations.ts';
import type { operations } from '../generated/types.ts';
${needsFailure ? "import { Failure } from './errors.ts';\n" : ''}import type { Callers } from './security.ts';

/**
 * Everything that this service can do. Each function gets the request, checked against the contract, as
 * \`{ path, query, header, body }\`, and the caller, and returns an answer that the contract declares.
 *
 * These are only a start: they return the contract's examples, or say that they are not written yet.
 */
export const handlers: Handlers<operations, typeof table, Callers> = {
${plans.map(renderHandler).join('\n')}};
`;
}

function renderHandler({ id, method, path, summary, answer }: HandlerPlan): string {
  const words = remark(`${method.toUpperCase()} ${path}${summary && `: ${summary}`}`);
  const act = answer
    ? renderAnswer(answer)
    : `throw new Failure('not_written', ${quoted(`${id} is not written yet`)});`;
  return `  /** ${words} */
  async ${property(id)}() {
    ${act}
  },
`;
}

function renderAnswer({ status, mediaType, hasChoice, headers, body }: ExampleAnswer): string {
  const parts = [
    `status: ${Number(status)}`,
    ...(Object.keys(headers).length > 0 ? [`headers: ${literal(headers, 6)}`] : []),
    ...(hasChoice ? [`contentType: ${quoted(mediaType)}`] : []),
    `body: ${literal(body, 6)}`,
  ];
  return `return {\n      ${parts.join(',\n      ')},\n    };`;
}
