import { type Call, placeOf } from './call.ts';
import { isRecord } from './subschemas.ts';

/**
 * The simplest call, reached by simplifying step by step, that still fails.
 *
 * @param stillFails asked at most `tries` times
 */
export async function shrink(call: Call, stillFails: (simpler: Call) => Promise<boolean>, tries = 60): Promise<Call> {
  let left = tries;
  let simplest = call;
  for (let isSimpler = true; isSimpler && left > 0; ) {
    isSimpler = false;
    for (const simpler of simplerCalls(simplest)) {
      if (left-- <= 0) break;
      if (!(await stillFails(simpler))) continue;
      simplest = simpler;
      isSimpler = true;
      break;
    }
  }
  return simplest;
}

/** Calls that differ from this one in one thing less, or one thing simpler; the boldest first. */
function* simplerCalls(call: Call): Generator<Call> {
  const { operation, parameters, body, extraQuery = [] } = call;
  for (const parameter of operation.parameters) {
    const place = placeOf(parameter);
    if (parameter.in === 'path' || parameters[place] === undefined) continue;
    const { [place]: value, ...others } = parameters;
    yield { ...call, parameters: others };
    for (const simpler of simplerValues(value)) yield { ...call, parameters: { ...others, [place]: simpler } };
  }
  if (extraQuery.length > 1) yield { ...call, extraQuery: extraQuery.slice(1) };
  // A body that is a text is there for being unreadable: without it, the request would be another.
  if (!body || !('value' in body)) return;
  const { body: _, ...bare } = call;
  yield bare;
  for (const value of simplerValues(body.value)) yield { ...call, body: { ...body, value } };
}

/** Values a step simpler than this one. */
function* simplerValues(value: unknown): Generator<unknown> {
  if (typeof value === 'string') yield* simplerTexts(value);
  else if (typeof value === 'number') yield* simplerNumbers(value);
  else if (Array.isArray(value)) yield* simplerLists(value);
  else if (isRecord(value)) yield* simplerObjects(value);
}

function* simplerTexts(text: string): Generator<string> {
  const characters = [...text];
  const { length } = characters;
  if (length === 0) return;
  const first = (count: number) => characters.slice(0, count).join('');
  if (length > 1) yield characters[0] as string;
  if (length > 3) yield first(Math.floor(length / 2));
  if (length > 8) yield first(length - Math.floor(length / 4));
  if (length > 1) yield first(length - 1);
  const plain = 'a'.repeat(length);
  if (text !== plain) yield plain;
}

function* simplerNumbers(number: number): Generator<number> {
  for (const simpler of [0, 1, Math.trunc(number), Math.trunc(number / 2)]) {
    if (Math.abs(simpler) < Math.abs(number) || (simpler === 0 && number !== 0)) yield simpler;
  }
}

function* simplerLists(list: readonly unknown[]): Generator<unknown[]> {
  if (list.length === 0) return;
  if (list.length > 2) yield list.slice(0, Math.floor(list.length / 2));
  for (const index of list.keys()) {
    if (index > 10) break;
    yield list.toSpliced(index, 1);
  }
  for (const [index, item] of list.slice(0, 4).entries()) {
    for (const simpler of simplerValues(item)) yield list.with(index, simpler);
  }
}

function* simplerObjects(object: Readonly<Record<string, unknown>>): Generator<Record<string, unknown>> {
  for (const name of Object.keys(object)) {
    const { [name]: _, ...others } = object;
    yield others;
  }
  for (const [name, inner] of Object.entries(object)) {
    for (const simpler of simplerValues(inner)) yield { ...object, [name]: simpler };
  }
}
