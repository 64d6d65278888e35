import fc from 'fast-check';
import { valuesOf } from './arbitraries.ts';
import { type Body, type Call, fresh, isForm, isIgnored, isMultipart, isWritable, own, placeOf } from './call.ts';
import type { CheckId } from './checks.ts';
import type { MediaType, Operation, Parameter, Schema } from './contract.ts';
import { type Trial, trialsOf } from './places.ts';
import { isFormable, type PlacedMisfit, type Requests } from './requests.ts';
import { givenValues, type Sampling, sampleOf } from './samples.ts';

/** What an answer to a call must be, beside as declared. */
export type Expectation =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'status'; readonly statuses: readonly number[]; readonly header?: string }
  /** Let in: neither 401 nor 403. */
  | { readonly kind: 'let-in' };

/** One request, and what is asserted of its answer. */
export interface Case {
  readonly call: Call;
  readonly check: CheckId;
  /** `body /name`, `query limit`; empty if it is about the whole. */
  readonly place: string;
  /** What is tried, in words. */
  readonly trial: string;
  readonly expectation: Expectation;
}

/** What cases are made with. */
export interface CaseKit extends Sampling {
  readonly requests: Requests;
  /** Whether the operation's path names something that this run can make. */
  readonly canMake: (operation: Operation, parameter: string) => boolean;
}

/** Values tried at random where neither an example nor a sample is valid. */
const luck = 100;

/** A valid call of each media type: the examples of the document, or else samples. The first is the plainest. */
export function validCalls(kit: CaseKit, operation: Operation): Call[] {
  const bodies = bodiesOf(kit, operation);
  const required = parametersOf(kit, operation, (parameter) => parameter.required === true);
  const base: Call = { operation, parameters: required, access: 'full' };
  const withBodies = bodies.length > 0 ? bodies.map((body) => ({ ...base, body })) : [base];
  const plain = operation.requestBody.required === true ? withBodies : [base, ...withBodies];
  const fits = (call: Call) => kit.requests.misfits(call).length === 0;
  const valid = plain.filter(fits);
  if (valid.length === 0)
    return bodies
      .slice(0, 1)
      .flatMap((body) => callsAtRandom(kit, { ...base, body }, luck))
      .filter(fits)
      .slice(0, 1);
  return bodies.length > 0 ? valid : valid.slice(0, 1);
}

/** The whole document's cases of one operation, boundaries and random values in a spread of at most so many. */
export function casesOf(kit: CaseKit, operation: Operation, most: number, random: number): Case[] {
  const calls = validCalls(kit, operation);
  const [plain] = calls;
  if (!plain) return [];
  const tried = new Map<string, Case>();
  for (const call of calls) add(tried, judged(kit, call, '', 'an example or sample'));
  for (const call of parameterCalls(kit, plain)) add(tried, judged(kit, call.call, call.place, call.trial));
  const byType = Map.groupBy(calls, ({ body }) => body?.contentType ?? '');
  for (const [first] of byType.values()) {
    if (first) for (const trial of bodyTrials(kit, first)) add(tried, trial);
  }
  const atRandom = new Map<string, Case>();
  for (const [first] of byType.values())
    if (first) for (const one of randomCases(kit, first, random)) add(atRandom, one);
  return [...spread([...tried.values()], most), ...[...atRandom.values()].slice(0, random)];
}

/** Whether a call is to be accepted or refused: what the schemas say. */
function judged(kit: CaseKit, call: Call, place: string, trial: string): Case | undefined {
  const misfits = kit.requests.misfits(call);
  if (misfits.some(({ keyword }) => keyword === 'schema')) return undefined;
  if (misfits.length === 0) return { call, check: 'accept', place, trial, expectation: { kind: 'accepted' } };
  const check = misfits.every(({ keyword }) => keyword === 'format') ? 'format' : 'refuse';
  const [first] = misfits as [PlacedMisfit];
  return {
    call,
    check,
    place: place || first.place,
    trial: `${trial}: ${first.message}`,
    expectation: { kind: 'refused' },
  };
}

function add(cases: Map<string, Case>, one: Case | undefined): void {
  if (!one) return;
  const key = keyOf(one.call);
  if (!cases.has(key)) cases.set(key, one);
}

function keyOf({ parameters, body, method = '', access, extraQuery = [] }: Call): string {
  return JSON.stringify([parameters, body, method, access, extraQuery], (_, value) =>
    typeof value === 'symbol' ? String(value) : value,
  );
}

/** Parameters that hold for a call, each with its first value. */
function parametersOf(kit: CaseKit, operation: Operation, wants: (parameter: Parameter) => boolean) {
  const entries = operation.parameters
    .filter((parameter) => wants(parameter) && !isIgnored(parameter))
    .map((parameter) => [placeOf(parameter), parameterValue(kit, operation, parameter)] as const);
  return Object.fromEntries(entries);
}

function parameterValue(kit: CaseKit, operation: Operation, parameter: Parameter): unknown {
  const { name } = parameter;
  if (Object.hasOwn(kit.values, name)) return kit.values[name];
  if (parameter.in === 'path' && kit.canMake(operation, name)) return operation.method === 'DELETE' ? fresh : own;
  const [example] = examplesOf(parameter);
  // An empty list or object can't be told from none.
  return example ?? sampleOf(kit, schemaOf(parameter), true);
}

function schemaOf({ schema, content }: Parameter): Schema {
  return schema ?? Object.values(content ?? {})[0]?.schema ?? {};
}

function examplesOf({ example, examples = {}, schema }: MediaType): unknown[] {
  const named = Object.values(examples).flatMap((one) => (one.value === undefined ? [] : [one.value]));
  const own = schema ? givenValues({ example: schema.example, examples: schema.examples }) : [];
  return [...(example === undefined ? [] : [example]), ...named, ...own];
}

function bodiesOf(kit: CaseKit, { requestBody }: Operation): Body[] {
  return Object.entries(requestBody.content).flatMap(([contentType, media]): Body[] => {
    if (contentType.includes('*')) return [];
    const examples = examplesOf(media);
    if (!isWritable(contentType)) {
      return examples.filter((value) => typeof value === 'string').map((text) => ({ contentType, text }));
    }
    const { schema = {} } = media;
    const samples = [false, true].map((isFull) => sampleOf(kit, schema, isFull));
    const isForms = isForm(contentType) || isMultipart(contentType);
    return [...examples, ...samples]
      .filter((value) => value !== undefined && (!isForms || isFormable(kit.requests.contract, schema, value)))
      .map((value) => ({ contentType, value }));
  });
}

interface ParameterCall {
  readonly call: Call;
  readonly place: string;
  readonly trial: string;
}

function* parameterCalls(kit: CaseKit, base: Call): Generator<ParameterCall> {
  for (const parameter of base.operation.parameters) {
    if (isIgnored(parameter)) continue;
    const place = placeOf(parameter);
    const schema = schemaOf(parameter);
    const put = (value: unknown): Call => ({ ...base, parameters: { ...base.parameters, [place]: value } });
    if (parameter.required && parameter.in !== 'path') yield { call: put(undefined), place, trial: 'left out' };
    // What a path names is made by this run, where it can be: other values would only be a 404, or somebody else's.
    if (base.parameters[place] === own || base.parameters[place] === fresh) continue;
    const examples = examplesOf(parameter).map((value) => ({ keyword: 'example', pointer: '', value }));
    const trials: Iterable<Trial> = [
      ...examples,
      ...trialsOf(kit, schema, parameterValue(kit, base.operation, parameter)),
    ];
    for (const { keyword, pointer, value } of trials) {
      if (kit.requests.isSendable(place, schema, value)) {
        yield { call: put(value), place: place + pointer, trial: keyword };
      }
    }
  }
}

function* bodyTrials(kit: CaseKit, base: Call): Generator<Case | undefined> {
  const { body, operation } = base;
  if (!body || !('value' in body)) return;
  const { schema } = operation.requestBody.content[body.contentType] ?? {};
  if (!schema) return;
  const isForms = isForm(body.contentType) || isMultipart(body.contentType);
  for (const { keyword, pointer, value } of trialsOf(kit, schema, body.value)) {
    if (isForms && !isFormable(kit.requests.contract, schema, value)) continue;
    yield judged(kit, { ...base, body: { ...body, value } }, `body ${pointer}`.trim(), keyword);
  }
}

function randomCases(kit: CaseKit, base: Call, count: number): (Case | undefined)[] {
  return callsAtRandom(kit, base, count).map((call) => judged(kit, call, '', 'a value at random'));
}

/** Calls with bodies at random; most are valid. */
export function callsAtRandom(kit: CaseKit, base: Call, count: number, seed: number = kit.seed): Call[] {
  const { body, operation } = base;
  if (count === 0 || !body || !('value' in body)) return [];
  const { schema } = operation.requestBody.content[body.contentType] ?? {};
  if (!schema) return [];
  const isForms = isForm(body.contentType) || isMultipart(body.contentType);
  return fc
    .sample(valuesOf(kit, schema), { seed, numRuns: count })
    .filter((value) => !isForms || isFormable(kit.requests.contract, schema, value))
    .map((value) => ({ ...base, body: { ...body, value } }));
}

/** At most so many, in turn from each place and keyword, so that none goes without. */
function spread(cases: readonly Case[], most: number): Case[] {
  if (cases.length <= most) return [...cases];
  const groups = [
    ...Map.groupBy(cases, ({ place, check, trial }) => `${place} ${check} ${trial.split(':', 1)}`).values(),
  ];
  const rounds = Math.max(...groups.map(({ length }) => length));
  const turns = Array.from({ length: rounds }, (_, round) => groups.flatMap((group) => group[round] ?? []));
  return turns.flat().slice(0, most);
}
