import type { Check } from '../check.ts';
import type { Prism, PrismOperation, Wanted } from '../prism.ts';
import {
  at,
  type Content,
  contentsOf,
  follow,
  isObject,
  itemsOf,
  jsonOf,
  placeOf,
  type Schema,
  type Shape,
  shapeOf,
} from '../schema.ts';
import type { MockRequest, Route } from '../types.ts';
import { plain, thingOf } from './names.ts';
import type { Resource } from './resources.ts';

/** The success of an operation as JSON, and where in it a thing, or the list of them, stands. */
export interface View {
  readonly operation: PrismOperation;
  readonly schema: Schema;
  readonly place: readonly string[];
  /** The schema of one thing. */
  readonly thing: Schema;
  readonly shape: Shape;
  /** The declared examples of the body. */
  readonly examples: readonly unknown[];
  /** A body as Prism gives it. */
  readonly sample: unknown;
}

/** What a request says of a thing, and where in its body. */
export interface Input {
  readonly operation: PrismOperation;
  readonly shape: Shape;
  readonly place: readonly string[];
}

export type Role = 'list' | 'create' | 'read' | 'replace' | 'merge' | 'remove';

/** A resource whose schemas were read. */
export interface Model {
  readonly resource: Resource;
  /** The property of the thing that these lie in, if they are shown there and have no GET of their own. */
  readonly within: string | undefined;
  /** The property that holds the id. */
  readonly idName: string;
  readonly idSchema: Schema;
  readonly routes: Readonly<Partial<Record<Role, Route>>>;
  readonly views: Readonly<Partial<Record<Role, View>>> & { readonly read: View };
  readonly inputs: Readonly<Partial<Record<Role, Input>>>;
  /** Properties that the answer to a POST has and no later one. */
  readonly once: ReadonlySet<string>;
}

const envelopes = ['data', 'item', 'result', 'response', 'payload', 'attributes'];

/**
 * Reads what there is to know of a resource; undefined if no property of its things is seen to be the id.
 *
 * @param parent of the things that these lie in
 */
export async function modelOf(
  prism: Prism,
  resource: Resource,
  routes: Model['routes'],
  wanted: Wanted,
  check: Check,
  parent: Model | undefined,
): Promise<Model | undefined> {
  const seen = routes.read ? await ownId(prism, routes.read, resource) : parent && idWithin(parent, resource);
  if (!seen) return undefined;
  const { idName, envelope, within } = seen;

  const isThing = (root: PrismOperation) => (schema: Schema) => idName in shapeOf(root, schema).properties;
  const views: Partial<Record<Role, View>> = {};
  const inputs: Partial<Record<Role, Input>> = {};
  for (const [role, route] of Object.entries(routes) as [Role, Route][]) {
    const root = await prism.operation(route);
    const view = role === 'list' ? listView(root, isThing(root)) : thingView(root, envelope, isThing(root));
    if (view)
      views[role] = { ...view, sample: await sampleOf(prism, route, wanted, (body) => check(root, view.schema, body)) };
    const input = inputOf(root, envelope);
    if (input) inputs[role] = input;
  }
  const { list, create } = views;
  const read = views.read ?? (within && parent ? viewWithin(parent, within) : undefined);
  if (!read) return undefined;
  const later = { ...read.shape.properties, ...list?.shape.properties };
  return {
    resource,
    within,
    idName,
    idSchema: follow(read.operation, read.shape.properties[idName] ?? {}),
    routes,
    views: { ...views, read },
    inputs,
    once: new Set(Object.keys(create?.shape.properties ?? {}).filter((name) => !(name in later))),
  };
}

type Unsampled = Omit<View, 'sample'>;

/** The first JSON content of the lowest 2xx. */
function successOf(operation: PrismOperation): Content | undefined {
  const statuses = operation.responses.map(({ code }) => Number(code.toUpperCase().replace('XX', '00')));
  const [lowest] = statuses.filter((status) => status >= 200 && status < 300).sort((a, b) => a - b);
  return lowest === undefined ? undefined : jsonOf(contentsOf(operation, lowest));
}

/** How the id is called, and where in a body its thing is. */
interface Identity {
  readonly idName: string;
  readonly envelope: readonly string[];
  readonly within?: string;
}

async function ownId(prism: Prism, read: Route, resource: Resource): Promise<Identity | undefined> {
  const operation = await prism.operation(read);
  const content = successOf(operation);
  return content?.schema && idOf(operation, content.schema, resource);
}

/** The id of things that are shown in a list of what they lie in, which is called as their collection. */
function idWithin({ views: { read }, inputs }: Model, resource: Resource): Identity | undefined {
  const name = resource.collection.split('/').at(-1) ?? '';
  const within = Object.keys(read.shape.properties).find((property) => plain(property) === plain(name));
  const items = within && itemsOf(read.operation, read.shape.properties[within] ?? {});
  const isOurs = Object.values(inputs).some(({ shape }) => within !== undefined && within in shape.properties);
  const id = items && !isOurs ? idOf(read.operation, items, resource) : undefined;
  return id && within !== undefined && id.envelope.length === 0 ? { ...id, within } : undefined;
}

function viewWithin({ views: { read } }: Model, within: string): View | undefined {
  const thing = itemsOf(read.operation, read.shape.properties[within] ?? {});
  return thing && { ...read, place: [...read.place, within], thing, shape: shapeOf(read.operation, thing) };
}

function idOf(operation: PrismOperation, schema: Schema, { parameter, collection }: Resource): Identity | undefined {
  const thing = thingOf(collection);
  const wanted = [plain(parameter), 'id', `${thing}id`, 'uuid', `${thing}uuid`, 'key', 'slug', 'name'];
  const wrappers = [...envelopes, thing].map((name) => [name]);
  for (const envelope of [[], ...wrappers]) {
    const inner = schemaAt(operation, schema, envelope);
    if (!inner) continue;
    const names = Object.keys(shapeOf(operation, inner).properties);
    const idName = wanted.map((one) => names.find((name) => plain(name) === one)).find((name) => name !== undefined);
    if (idName !== undefined) return { idName, envelope };
  }
  return undefined;
}

function schemaAt(operation: PrismOperation, schema: Schema, place: readonly string[]): Schema | undefined {
  return place.reduce<Schema | undefined>((node, name) => node && shapeOf(operation, node).properties[name], schema);
}

function thingView(
  operation: PrismOperation,
  envelope: readonly string[],
  isThing: (schema: Schema) => boolean,
): Unsampled | undefined {
  const content = successOf(operation);
  if (!content?.schema) return undefined;
  for (const place of [[], envelope]) {
    const thing = schemaAt(operation, content.schema, place);
    if (thing && isThing(thing)) return viewOf(operation, content, content.schema, place, thing);
  }
  return undefined;
}

function listView(operation: PrismOperation, isThing: (schema: Schema) => boolean): Unsampled | undefined {
  const content = successOf(operation);
  if (!content?.schema) return undefined;
  const listed = (schema: Schema) => {
    const items = itemsOf(operation, schema);
    return items && isThing(items) ? items : undefined;
  };
  const place = placeOf(operation, content.schema, (schema) => listed(schema) !== undefined);
  const list = place && schemaAt(operation, content.schema, place);
  const thing = list && listed(list);
  return place && thing && viewOf(operation, content, content.schema, place, thing);
}

function viewOf(
  operation: PrismOperation,
  { examples = [] }: Content,
  schema: Schema,
  place: readonly string[],
  thing: Schema,
): Unsampled {
  const bodies = examples.map(({ value }) => value).filter(isContainer);
  return { operation, schema, place, thing, shape: shapeOf(operation, thing), examples: bodies };
}

function isContainer(value: unknown): boolean {
  return isObject(value) || Array.isArray(value);
}

function inputOf(operation: PrismOperation, envelope: readonly string[]): Input | undefined {
  const contents = (operation.request?.body?.contents ?? []) as readonly Content[];
  const { schema } = jsonOf(contents) ?? contents[0] ?? {};
  if (!schema) return undefined;
  const inner = envelope.length > 0 ? schemaAt(operation, schema, envelope) : undefined;
  return inner
    ? { operation, shape: shapeOf(operation, inner), place: envelope }
    : { operation, shape: shapeOf(operation, schema), place: [] };
}

/** How often a body is made from the schema, where the example, or what Prism makes of those of its parts, doesn't fit. */
const attempts = 3;

async function sampleOf(
  prism: Prism,
  route: Route,
  wanted: Wanted,
  problemsOf: (body: unknown) => readonly unknown[],
): Promise<unknown> {
  const request: MockRequest = {
    route,
    path: route.template.replaceAll(/\{.+?\}/g, '0'),
    basePath: '',
    parameters: {},
    query: new URLSearchParams(),
    headers: { accept: 'application/json' },
    body: { text: '', value: undefined },
  };
  const made = Array.from({ length: attempts }, (_, seed) => ({ dynamic: true, seed: String(seed) }));
  const bodies: unknown[] = [];
  for (const one of [wanted, ...made]) {
    const answer = await prism.declared(request, one).catch(() => undefined);
    if (answer?.body !== undefined && problemsOf(answer.body).length === 0) return answer.body;
    bodies.push(answer?.body);
  }
  return bodies[0];
}

/** The things of a body that a view describes: one, or those of a list. */
export function thingsIn({ place }: View, body: unknown): Record<string, unknown>[] {
  return [at(body, place)].flat().filter(isObject);
}
