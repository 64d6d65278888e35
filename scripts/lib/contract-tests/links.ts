import { responseFor } from './answer-check.ts';
import { type Call, own } from './call.ts';
import { validCalls } from './cases.ts';
import { evaluate } from './chains.ts';
import { atPointer, type Operation } from './contract.ts';
import { describe } from './judge.ts';
import { mayCall } from './manners.ts';
import type { Session } from './session.ts';
import type { Settings } from './settings.ts';

/** Follows the links of an operation's successful answer to wherever only reading is done. */
export async function followLinks(session: Session, operation: Operation, settings: Settings): Promise<void> {
  const hasLinks = Object.values(operation.responses).some(({ links }) => links && Object.keys(links).length > 0);
  const [base] = hasLinks ? validCalls(session.kit, operation) : [];
  if (!base || !mayCall(base, settings.allowDestructive ?? false)) return;
  const filled = await session.resources.fill(base);
  if (!filled) return;
  const { message, answer } = await session.send(filled.call);
  session.resources.note(filled.call, answer);
  if (answer.status >= 300) return;
  for (const [name, link] of Object.entries(responseFor(operation, answer.status)?.links ?? {})) {
    const target = session.requests.operations.find(({ operationId }) => operationId === link.operationId);
    if (target?.method !== 'GET') continue;
    const parameters = Object.fromEntries(
      Object.entries(link.parameters ?? {}).map(([key, expression]) => [
        placeIn(target, key),
        evaluate(expression, filled.call, message, answer, atPointer),
      ]),
    );
    const [plain] = validCalls(session.kit, target);
    const call: Call = { operation: target, access: 'full', parameters: { ...plain?.parameters, ...parameters } };
    if (Object.values(call.parameters).some((value) => value === own || value === undefined)) continue;
    const followed = await session.send(call);
    if (followed.answer.status < 400) continue;
    const finding = {
      check: 'link',
      expected: `the link ${name} to lead somewhere`,
      actual: describe(followed.answer),
    } as const;
    session.add(operation.operationId, '', finding, [message, followed.message], []);
  }
}

/** A link names a parameter by its name, or by place and name (`path.id`). */
function placeIn({ parameters }: Operation, key: string): string {
  const [, place, name] = /^(path|query|header|cookie)\.(.*)$/.exec(key) ?? [];
  if (place !== undefined) return `${place} ${name}`;
  return `${parameters.find((parameter) => parameter.name === key)?.in ?? 'path'} ${key}`;
}
