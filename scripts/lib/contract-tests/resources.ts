import { type Call, fresh, own } from './call.ts';
import { atPointer, type Link, type Operation } from './contract.ts';
import type { Answer } from './exchange.ts';
import { isRecord } from './subschemas.ts';

/** Something that this run has made. */
export interface Made {
  /** Path parameters that lead to it, by name. */
  readonly path: Readonly<Record<string, unknown>>;
  readonly call: Call;
  readonly answer: Answer;
  /** How its last path parameter is found in the answer, for people. */
  readonly found: string;
}

/** How things of one kind are made, read and removed. */
export interface Kind {
  /** Path template up to the parameter that names a thing: `/books/{bookId}`. */
  readonly template: string;
  readonly parameter: string;
  readonly maker: Operation;
  /** JSON pointer into the maker's answer, where a link says so. */
  readonly pointer?: string;
  readonly remover?: Operation;
  readonly reader?: Operation;
  readonly list?: Operation;
}

/** Every kind of thing that the operations can make, by its template. */
function kindsOf(operations: readonly Operation[]): ReadonlyMap<string, Kind> {
  const templates = new Set(operations.flatMap(({ path }) => templatesOf(path)));
  const kinds = [...templates].flatMap((template): [string, Kind][] => {
    const kind = kindOf(operations, template);
    return kind ? [[template, kind]] : [];
  });
  const all = new Map(kinds);
  return new Map(kinds.filter(([, kind]) => isGrounded(all, kind)));
}

/** Whether the making of a thing needs, in the end, only what can be made without it. */
function isGrounded(kinds: ReadonlyMap<string, Kind>, kind: Kind, passed: readonly Kind[] = []): boolean {
  if (passed.includes(kind)) return false;
  const needed = templatesOf(kind.maker.path).map((template) => kinds.get(template));
  return needed.every((one) => one === undefined || isGrounded(kinds, one, [...passed, kind]));
}

/** `/a/{x}/b/{y}/c` has `/a/{x}` and `/a/{x}/b/{y}`. */
function templatesOf(path: string): string[] {
  return [...path.matchAll(/\/\{[^/{}]+\}(?=\/|$)/g)].map((match) => path.slice(0, match.index + match[0].length));
}

function kindOf(operations: readonly Operation[], template: string): Kind | undefined {
  const at = (path: string, method: string) => operations.find((one) => one.path === path && one.method === method);
  const parameter = /\{([^{}]+)\}$/.exec(template)?.[1] ?? '';
  const collection = template.slice(0, template.lastIndexOf('/'));
  const linked = linkTo(operations, template, parameter);
  const maker = linked?.maker ?? at(collection, 'POST') ?? at(`${collection}/`, 'POST');
  if (!maker) return undefined;
  const others = { remover: at(template, 'DELETE'), reader: at(template, 'GET'), list: at(maker.path, 'GET') };
  const present = Object.fromEntries(Object.entries(others).filter(([, operation]) => operation !== undefined));
  return { template, parameter, maker, ...(linked && { pointer: linked.pointer }), ...present };
}

/** A POST whose answer has a link to an operation at the template, telling where its parameter is. */
function linkTo(operations: readonly Operation[], template: string, parameter: string) {
  for (const maker of operations.filter(({ method }) => method === 'POST')) {
    for (const link of linksOf(maker)) {
      const target = operations.find(({ operationId }) => operationId === link.operationId);
      const expression = link.parameters?.[parameter] ?? link.parameters?.[`path.${parameter}`];
      const [, pointer] = /^\$response\.body#(.*)$/.exec(String(expression)) ?? [];
      const isMaking =
        target && templatesOf(target.path).includes(template) && !templatesOf(maker.path).includes(template);
      if (isMaking && pointer !== undefined) return { maker, pointer };
    }
  }
  return undefined;
}

function linksOf({ responses }: Operation): Link[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { links = {} }]) => Object.values(links));
}

/** The value that names what an answer says was made, and where it was found. */
function identityOf(kind: Kind, answer: Answer): { value: unknown; found: string } | undefined {
  const body = jsonOf(answer);
  const { parameter } = kind;
  const noun = kind.template.split('/').at(-2)?.replace(/e?s$/, '') ?? '';
  const pointers = kind.pointer !== undefined ? [kind.pointer] : identityPointers(parameter, noun);
  for (const pointer of pointers) {
    const value = atPointer(body, pointer);
    if (['string', 'number'].includes(typeof value)) return { value, found: pointer };
  }
  const location = answer.headers.get('Location');
  const [segment] = location ? (location.split(/[?#]/)[0] ?? '').replace(/\/$/, '').split('/').slice(-1) : [];
  return segment ? { value: decodeURIComponent(segment), found: 'Location' } : undefined;
}

/** Where a thing's name is likely to stand, the likeliest first. */
function identityPointers(parameter: string, noun: string): string[] {
  const camel = parameter.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase());
  const short = parameter.replace(/^.*?[-_]?(id|key|name|slug|code|number)$/i, '$1').toLowerCase();
  const names = [
    ...[parameter, camel, 'id', '_id', `${noun}Id`, `${noun}_id`, short],
    ...['uuid', 'key', 'slug', 'number', 'code'],
  ];
  return ['', '/data', `/${noun}`].flatMap((prefix) => [...new Set(names)].map((name) => `${prefix}/${name}`));
}

export function jsonOf({ text }: Answer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Makes things where a call needs one, remembers all that was made, and removes it in the end. */
export interface Resources {
  readonly kinds: ReadonlyMap<string, Kind>;
  canMake(operation: Operation, parameter: string): boolean;
  /** The call with a value for each path parameter that stands for something of this run; undefined if it can't be made. */
  fill(call: Call): Promise<{ call: Call; made: readonly Made[] } | undefined>;
  /** Something new, of calls of its own or of these; undefined if the server won't. */
  make(kind: Kind, calls?: Iterable<Call>): Promise<Made | undefined>;
  /** Remembers what a call made, if it made something. */
  note(call: Call, answer: Answer): Made | undefined;
  /** Forgets what was deleted. */
  forget(made: Made): void;
  removeAll(): Promise<{ removed: number; left: number }>;
}

export interface ResourceKit {
  readonly operations: readonly Operation[];
  /** Valid calls of a maker, each a bit different, with its own path parameters as placeholders. */
  readonly makerCalls: (maker: Operation) => Iterable<Call>;
  readonly send: (call: Call) => Promise<Answer>;
}

export function createResources({ operations, makerCalls, send }: ResourceKit): Resources {
  const kinds = kindsOf(operations);
  const shared = new Map<string, Promise<Made | undefined>>();
  const all: Thing[] = [];
  const supplies = new Map<string, Iterator<Call>>();

  const kindFor = (path: string, parameter: string): Kind | undefined => {
    const template = templatesOf(path).find((one) => one.endsWith(`{${parameter}}`));
    return template === undefined ? undefined : kinds.get(template);
  };

  const note = (call: Call, answer: Answer): Made | undefined => {
    if (answer.status < 200 || answer.status > 299 || call.method !== undefined) return undefined;
    for (const kind of kinds.values()) {
      if (kind.maker.operationId !== call.operation.operationId) continue;
      const identity = identityOf(kind, answer);
      if (!identity) continue;
      const path = { ...pathOf(call), [kind.parameter]: identity.value };
      const made = { path, call, answer, found: identity.found };
      all.push({ kind, made });
      return made;
    }
    return undefined;
  };

  const supplyOf = (kind: Kind): Iterator<Call> => {
    const supply = supplies.get(kind.template) ?? endless(() => makerCalls(kind.maker));
    supplies.set(kind.template, supply);
    return supply;
  };

  const make: Resources['make'] = async (kind, calls) => {
    const supply = calls?.[Symbol.iterator]() ?? supplyOf(kind);
    // A name that is taken (409) is no reason to give up at once.
    for (let attempt = 0; attempt < 6; attempt++) {
      const { value: call, done } = supply.next();
      if (done) return undefined;
      const filled = await fill(call);
      if (!filled) return undefined;
      const answer = await send(filled.call);
      const made = note(filled.call, answer);
      if (made) return made;
      if (answer.status < 400 || [401, 403].includes(answer.status)) return undefined;
    }
    return undefined;
  };

  const sharedOf = (kind: Kind): Promise<Made | undefined> => {
    const known = shared.get(kind.template) ?? make(kind);
    shared.set(kind.template, known);
    return known;
  };

  const fill: Resources['fill'] = async (call) => {
    const { path } = call.operation;
    const wanted = Object.entries(call.parameters).filter(([, value]) => value === own || value === fresh);
    if (wanted.length === 0) return { call, made: [] };
    const names = wanted.map(([place]) => place.slice('path '.length));
    const isFresh = wanted.some(([, value]) => value === fresh);
    const [last] = templatesOf(path)
      .filter((template) => names.some((name) => template.endsWith(`{${name}}`)))
      .slice(-1);
    const kind = last === undefined ? undefined : kinds.get(last);
    const made = kind && (await (isFresh ? make(kind) : sharedOf(kind)));
    if (!made) return undefined;
    const values = Object.fromEntries(names.map((name) => [`path ${name}`, made.path[name]]));
    if (Object.values(values).some((value) => value === undefined)) return undefined;
    return { call: { ...call, parameters: { ...call.parameters, ...values } }, made: [made] };
  };

  return {
    kinds,
    canMake: ({ path }, parameter) => kindFor(path, parameter) !== undefined,
    fill,
    make,
    note,
    forget(made) {
      const index = all.findIndex((one) => one.made === made);
      if (index >= 0) all.splice(index, 1);
    },
    async removeAll() {
      const gone: Thing[] = [];
      const left: Thing[] = [];
      // The newest first: what stands within another goes before it.
      for (const thing of all.splice(0).reverse()) {
        const { kind, made } = thing;
        const parameters = Object.fromEntries(
          Object.entries(made.path).map(([name, value]) => [`path ${name}`, value]),
        );
        const answer = kind.remover && (await send({ operation: kind.remover, parameters, access: 'full' }));
        const isGone = answer && (answer.status < 300 || [404, 410].includes(answer.status));
        (isGone ? gone : left).push(thing);
      }
      const stays = left.filter((thing) => !gone.some((outer) => isWithin(thing, outer)));
      return { removed: gone.length + left.length - stays.length, left: stays.length };
    },
  };
}

/** Something made, and what it is. */
interface Thing {
  readonly kind: Kind;
  readonly made: Made;
}

/** Whether a thing's path goes through another: it went with that one. */
function isWithin(inner: Thing, outer: Thing): boolean {
  const isBelow = inner.kind.template.startsWith(`${outer.kind.template}/`);
  return isBelow && Object.entries(outer.made.path).every(([name, value]) => inner.made.path[name] === value);
}

function pathOf({ parameters }: Call): Record<string, unknown> {
  const entries = Object.entries(parameters).filter(([place]) => place.startsWith('path '));
  return Object.fromEntries(entries.map(([place, value]) => [place.slice('path '.length), value]));
}

function* endless<Item>(items: () => Iterable<Item>): Generator<Item> {
  for (;;) {
    let isEmpty = true;
    for (const item of items()) {
      isEmpty = false;
      yield item;
    }
    if (isEmpty) return;
  }
}

/** Whether an object is among the items of a list's answer, and which. */
export function itemsOf(body: unknown): readonly unknown[] | undefined {
  if (Array.isArray(body)) return body;
  if (!isRecord(body)) return undefined;
  return Object.values(body).find((value) => Array.isArray(value)) as unknown[] | undefined;
}
