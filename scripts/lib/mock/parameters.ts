import { type Parameter, resolve, type Schema } from '../document.ts';
import { Refusal } from './refusal.ts';
import type { Route } from './types.ts';

/** A parameter, with what says how an object is written in a query. */
type Declared = Parameter & {
  readonly style?: string;
  readonly content?: unknown;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
};

/** The parameters of an operation and of its path. */
export function parametersOf({ document, item, operation }: Route): Declared[] {
  return [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((one) => resolve<Declared>(document, one));
}

/** The first example that is declared of a parameter, as it would be sent. */
export function exampleOf({ document }: Route, { example, examples = {}, schema = {} }: Declared): string | undefined {
  const own = resolve<Schema & { readonly example?: unknown; readonly examples?: readonly unknown[] }>(
    document,
    schema,
  );
  const value = example ?? Object.values(examples)[0]?.value ?? own.example ?? own.examples?.[0];
  return value === undefined ? undefined : String(value);
}

/** @throws {Refusal} 400 for a query parameter that an operation with a 400 doesn't declare */
export function checkQuery(route: Route, query: URLSearchParams): void {
  const { document, operation } = route;
  if (!operation.responses?.[400] && !operation.responses?.['4XX']) return;
  const declared = parametersOf(route).filter((parameter) => parameter.in === 'query');
  const isOpen = declared.some(({ schema, style = 'form' }) => style === 'form' && isObject(document, schema));
  if (isOpen) return;
  const schemes = Object.values(document.components?.securitySchemes ?? {}).map((scheme) => resolve(document, scheme));
  const names = new Set([...declared, ...(schemes as { name?: string }[])].map(({ name }) => name));
  const unknown = [...query.keys()].find((name) => !names.has(name) && !names.has(name.replace(/\[.*$/s, '')));
  if (unknown !== undefined && !/^__(code|example|dynamic|seed)$/.test(unknown) && !names.has(`${unknown}[]`)) {
    throw new Refusal(400, `There is no query parameter ${unknown}.`, {
      hints: ['unknownParameter', 'invalidParameter', 'invalidRequest'],
    });
  }
}

/** An object's properties may stand in the query under their own names. */
function isObject(document: Route['document'], given: Parameter['schema']): boolean {
  if (!given) return false;
  const { type, properties } = resolve<Schema>(document, given);
  return [type].flat().includes('object') || properties !== undefined;
}
