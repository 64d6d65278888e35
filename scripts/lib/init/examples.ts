import { type OpenApiDocument, type Operation, type Reference, type Response, resolve } from '../document.ts';

/** An answer that a contract declares, with the values of its own examples. */
export interface ExampleAnswer {
  readonly status: string;
  readonly mediaType: string;
  /** Whether the media type must be named: there are others. */
  readonly hasChoice: boolean;
  readonly body: unknown;
  /** The headers that the answer must have. */
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The parts of a schema, a media type, a header or a parameter that may hold an example. */
export interface Exemplary {
  readonly type?: string | readonly string[];
  readonly example?: unknown;
  readonly examples?: readonly unknown[] | Readonly<Record<string, { readonly value?: unknown } | Reference>>;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly (Exemplary | Reference)[];
  readonly anyOf?: readonly (Exemplary | Reference)[];
  readonly oneOf?: readonly (Exemplary | Reference)[];
  readonly items?: Exemplary | Reference;
  readonly properties?: Readonly<Record<string, Exemplary | Reference>>;
  readonly required?: readonly string[] | boolean;
  readonly schema?: Exemplary | Reference;
}

/** Characters. A longer example hides the code that it stands in. */
const longest = 4_000;

/** Schemas inside each other; one that refers to itself has no end. */
const deepest = 12;

/** The operation's first success, if its contract has an example for all of it. */
export function exampleAnswer(document: OpenApiDocument, operation: Operation): ExampleAnswer | undefined {
  const [status, declared] = Object.entries(operation.responses ?? {}).find(([status]) => /^2\d\d$/.test(status)) ?? [];
  if (status === undefined || !declared) return undefined;
  const { content = {}, headers = {} } = resolve<Response>(document, declared);
  const [mediaType, media] = Object.entries(content).find(([type]) => /[/+]json$|^text\/plain/i.test(type)) ?? [];
  if (mediaType === undefined) return undefined;

  const body = exampleOf(document, media as Exemplary);
  const required = Object.entries(headers)
    .map(([name, header]) => [name, resolve(document, header) as Exemplary] as const)
    .filter(([, header]) => header.required === true)
    .map(([name, header]) => [name, exampleOf(document, header)] as const);
  if (body === undefined || required.some(([, value]) => value === undefined)) return undefined;
  if (JSON.stringify(body).length > longest) return undefined;
  const hasChoice = Object.keys(content).length > 1;
  return { status, mediaType, hasChoice, body, headers: Object.fromEntries(required) };
}

/** The example of a media type, header, parameter or schema: its own, or one made of its parts'. Undefined if a part has none. */
export function exampleOf(document: OpenApiDocument, given: Exemplary | Reference, depth = 0): unknown {
  if (depth > deepest) return undefined;
  const node = resolve<Exemplary>(document, given);
  const inner = (part: Exemplary | Reference) => exampleOf(document, part, depth + 1);
  const own = [node.example, firstOf(document, node.examples), node.default, node.const, node.enum?.[0]];
  const found = own.find((value) => value !== undefined);
  if (found !== undefined) return found;

  if (node.schema) return inner(node.schema);
  if (node.items) return listOf(inner(node.items));
  if (node.allOf) return merge([...node.allOf.map(inner), ...(node.properties ? [ofProperties(node, inner)] : [])]);
  const alternatives = node.oneOf ?? node.anyOf;
  if (alternatives) return alternatives.map(inner).find((value) => value !== undefined);
  return ofProperties(node, inner);
}

/** Of `examples`: a list in a schema, and by name elsewhere. */
function firstOf(document: OpenApiDocument, examples: Exemplary['examples'] = []): unknown {
  if (Array.isArray(examples)) return examples[0];
  const [first] = Object.values(examples);
  return first && resolve<{ value?: unknown }>(document, first).value;
}

function listOf(item: unknown): unknown[] | undefined {
  return item === undefined ? undefined : [item];
}

function merge(parts: readonly unknown[]): unknown {
  if (!parts.every((part) => typeof part === 'object' && part !== null)) return undefined;
  return Object.assign({}, ...(parts as object[]));
}

/** Every property that has an example; undefined if there is none, or if one that is required lacks it. */
function ofProperties(
  { properties = {}, required }: Exemplary,
  inner: (part: Exemplary | Reference) => unknown,
): object | undefined {
  const values = Object.entries(properties)
    .map(([name, property]) => [name, inner(property)] as const)
    .filter(([, value]) => value !== undefined);
  const names = values.map(([name]) => name);
  const isWhole = Array.isArray(required) ? required.every((name) => names.includes(name)) : true;
  return isWhole && names.length > 0 ? Object.fromEntries(values) : undefined;
}
