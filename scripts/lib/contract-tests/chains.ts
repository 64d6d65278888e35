import type { Call } from './call.ts';
import type { CheckId } from './checks.ts';
import type { Operation } from './contract.ts';
import type { Answer, Message } from './exchange.ts';
import { describe } from './judge.ts';
import { findInList } from './listing.ts';
import { jsonOf, type Kind, type Made, type Resources } from './resources.ts';
import { differences } from './same.ts';
import { isRecord } from './subschemas.ts';

/** Something that went wrong between one call and a later one. */
export interface ChainFailure {
  readonly operationId: string;
  readonly check: CheckId;
  readonly expected: string;
  readonly actual: string;
  /** The calls that show it, in their order. */
  readonly calls: readonly Call[];
}

export interface ChainKit {
  readonly operations: readonly Operation[];
  readonly resources: Resources;
  /** Sends, and judges the answer for itself. */
  readonly send: (call: Call) => Promise<Answer>;
  /** Asks for a path that an answer gave, as the operation would be asked. */
  readonly get: (operation: Operation, path: string) => Promise<Answer>;
  readonly basePath: string;
  /** Valid calls of an operation, for the thing, each a bit different. */
  readonly callsOf: (operation: Operation, path: Made['path']) => readonly Call[];
  /** Fields that were there before and that an answer lacks, although it could have them. */
  readonly lossesIn: (read: Call, answer: Answer, before: unknown) => readonly string[];
  readonly isValid: (call: Call) => boolean;
  /** A valid call that makes something with the longest texts that are allowed; undefined if there is none. */
  readonly longestOf: (maker: Operation) => Call | undefined;
}

/** Makes one of a kind, reads it, finds it in its list, changes it, deletes it, and misses it. */
export async function* runChain(kit: ChainKit, kind: Kind): AsyncGenerator<ChainFailure> {
  const { resources } = kit;
  const made = await resources.make(kind);
  if (!made) return;
  const state = yield* checkMade(kit, kind, made);
  yield* checkList(kit, kind, made, true);
  yield* checkChanges(kit, kind, made, state);
  if (kind.remover) yield* checkRemoval(kit, kind, kind.remover, made);

  const longest = kit.longestOf(kind.maker);
  const second = longest && (await resources.make(kind, [longest]));
  if (second) yield* checkMade(kit, kind, second);
}

/** What was made is as it was asked for, at once and when it is read. Returns it as it was seen last. */
async function* checkMade(kit: ChainKit, kind: Kind, made: Made): AsyncGenerator<ChainFailure, unknown> {
  const sent = valueSent(made.call);
  const created = jsonOf(made.answer);
  yield* compare('echo', kind.maker.operationId, 'the values that were sent', sent, created, [made.call]);
  yield* checkLocation(kit, kind, made);
  const before = isRecord(created) ? created : sent;
  if (!kind.reader) return before;
  const read = callOf(kind.reader, made);
  const calls = [made.call, read];
  const answer = await kit.send(read);
  if (answer.status >= 400) {
    yield failure('read-back', read, 'what was just made', describe(answer), calls);
    return before;
  }
  const { operationId } = read.operation;
  const shown = jsonOf(answer);
  const lost = kit.lossesIn(read, answer, before);
  yield* compare('read-back', operationId, 'the same as when it was made', before, shown, calls, lost);
  yield* compare('echo', operationId, 'the values that were sent', sent, shown, calls);
  return shown;
}

async function* checkLocation(
  { get, basePath }: ChainKit,
  { reader, maker }: Kind,
  made: Made,
): AsyncGenerator<ChainFailure> {
  const location = made.answer.headers.get('Location');
  if (location === null || !reader) return;
  const { pathname, search } = new URL(location, `http://any.invalid${basePath}${maker.path}`);
  const path =
    (basePath !== '' && pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : pathname) + search;
  const answer = await get(reader, path);
  const body = jsonOf(answer);
  const isOther = differences(jsonOf(made.answer), body).some((one) =>
    one.startsWith(`${made.found.split('/').at(-1)}:`),
  );
  if (answer.status < 400 && !isOther) return;
  yield failure(
    'location',
    made.call,
    'a Location that leads to what was made',
    `${location} gives ${describe(answer)}`,
    [made.call],
  );
}

async function* checkList({ send }: ChainKit, kind: Kind, made: Made, isThere: boolean): AsyncGenerator<ChainFailure> {
  const { list, parameter } = kind;
  if (!list) return;
  const { [parameter]: name, ...outer } = made.path;
  const field = made.found.split('/').at(-1) ?? parameter;
  const isIt = (item: unknown) =>
    item === name ||
    (isRecord(item) &&
      [field, parameter, 'id'].some((one) => item[one] !== undefined && String(item[one]) === String(name)));
  const found = await findInList(list, parametersFor(outer), isIt, send);
  const call: Call = { operation: list, parameters: parametersFor(outer), access: 'full' };
  if (found === 'absent' && isThere) {
    yield failure('listed', call, `${name} in the list`, 'a list without it', [made.call, call]);
  } else if (typeof found === 'object') {
    if (!isThere)
      yield failure('deleted', call, `${name} gone from the list`, 'a list with it', [
        made.call,
        callOf(kind.remover ?? list, made),
        call,
      ]);
    else
      yield* compare('read-back', list.operationId, 'the same as when it was made', jsonOf(made.answer), found.item, [
        made.call,
        call,
      ]);
  }
}

async function* checkChanges(kit: ChainKit, kind: Kind, made: Made, first: unknown): AsyncGenerator<ChainFailure> {
  const { operations, send } = kit;
  const changers = operations.filter(({ path, method }) => path === kind.template && ['PATCH', 'PUT'].includes(method));
  let state = first;
  for (const change of changers.flatMap((changer) => changesOf(kit, changer, made))) {
    const answer = await send(change);
    if (answer.status >= 300 || !kind.reader) continue;
    const read = callOf(kind.reader, made);
    const wanted = valueSent(change);
    const after = await send(read);
    const shown = jsonOf(after);
    const { operationId, method } = change.operation;
    const calls = [made.call, change, read];
    yield* compare('echo', operationId, 'the values that were sent', wanted, shown, calls);
    const changed = jsonOf(answer);
    const lost = kit.lossesIn(read, after, changed);
    yield* compare(
      'read-back',
      read.operation.operationId,
      'the same as when it was changed',
      changed,
      shown,
      calls,
      lost,
    );
    if (method === 'PATCH') {
      const kept = untouched(state, valueSent(made.call), wanted);
      const wiped = kit.lossesIn(read, after, kept);
      yield* compare('read-back', operationId, 'what was not to be changed, as it was', kept, shown, calls, wiped);
    }
    state = shown;
  }
}

/** A change of as much as possible and, where a part may be sent, one of a single field. */
function changesOf({ callsOf, isValid }: ChainKit, changer: Operation, made: Made): Call[] {
  const calls = callsOf(changer, made.path);
  const created = valueSent(made.call);
  const isOther = (call: Call) => differences(created, valueSent(call)).length > 0;
  const whole = calls.find(isOther) ?? calls[0];
  const partial =
    changer.method === 'PATCH' ? calls.flatMap(singles).find((call) => isOther(call) && isValid(call)) : undefined;
  return [whole, partial].filter((call) => call !== undefined);
}

/** The call with one field of its body alone, for each of them. */
function singles(call: Call): Call[] {
  const { body } = call;
  if (!body || !('value' in body) || !isRecord(body.value)) return [];
  return Object.entries(body.value).map(([name, value]) => ({ ...call, body: { ...body, value: { [name]: value } } }));
}

/** What a caller once gave and now leaves alone; the server's own fields may change with every call. */
function untouched(state: unknown, given: unknown, wanted: unknown): Record<string, unknown> {
  if (!isRecord(state) || !isRecord(given) || !isRecord(wanted)) return {};
  return Object.fromEntries(
    Object.entries(state).filter(([name]) => Object.hasOwn(given, name) && !Object.hasOwn(wanted, name)),
  );
}

/** Other things that are tried where one must stay (409): it may be the last of its kind, or still in use. */
const otherTries = 2;

async function* checkRemoval(
  kit: ChainKit,
  kind: Kind,
  remover: Operation,
  made: Made,
  tries: number = otherTries,
): AsyncGenerator<ChainFailure> {
  const { send, resources } = kit;
  const remove = callOf(remover, made);
  const read = kind.reader && callOf(kind.reader, made);
  const answer = await send(remove);
  if (answer.status === 409 && '409' in remover.responses) {
    const other = tries > 0 ? await resources.make(kind) : undefined;
    if (other) yield* checkRemoval(kit, kind, remover, other, tries - 1);
    return;
  }
  if (answer.status >= 300) {
    yield failure('deleted', remove, 'what was made to be deleted', describe(answer), [made.call, remove]);
    return;
  }
  if (read) {
    const after = await send(read);
    if (after.status < 400)
      yield failure('deleted', remove, '404 for what was deleted', describe(after), [made.call, remove, read]);
    else resources.forget(made);
  }
  yield* checkList(kit, kind, made, false);
  await send(remove);
}

function* compare(
  check: CheckId,
  operationId: string,
  expected: string,
  before: unknown,
  after: unknown,
  calls: readonly Call[],
  lost: readonly string[] = [],
) {
  const found = [...differences(before, after), ...lost];
  if (found.length > 0) yield { check, operationId, expected, actual: found.join('; '), calls };
}

function failure(
  check: CheckId,
  { operation }: Call,
  expected: string,
  actual: string,
  calls: readonly Call[],
): ChainFailure {
  return { check, operationId: operation.operationId, expected, actual, calls };
}

function callOf(operation: Operation, { path }: Made): Call {
  return { operation, parameters: parametersFor(path), access: 'full' };
}

function valueSent({ body }: Call): unknown {
  return body && 'value' in body ? body.value : undefined;
}

function parametersFor(path: Made['path']): Call['parameters'] {
  return Object.fromEntries(Object.entries(path).map(([name, value]) => [`path ${name}`, value]));
}

/** What a link's expression stands for (OpenAPI, Runtime Expressions); a constant stands for itself. */
export function evaluate(
  expression: unknown,
  call: Call,
  message: Message,
  answer: Answer,
  pointerValue: (body: unknown, pointer: string) => unknown,
): unknown {
  if (typeof expression !== 'string' || !expression.startsWith('$')) return expression;
  const [, side = '', place = '', rest = ''] =
    /^\$(request|response)\.(body|header|path|query)(?:#|\.)?(.*)$/.exec(expression) ?? [];
  if (place === 'body') return pointerValue(side === 'request' ? valueSent(call) : jsonOf(answer), rest);
  if (side === 'response') return answer.headers.get(rest) ?? undefined;
  return place === 'header' ? message.headers[rest] : call.parameters[`${place} ${rest}`];
}
