import {
  type Config,
  createConfig,
  type NormalizedProblem,
  type Oas3Rule,
  type UserContext,
} from '@redocly/openapi-core';
import { methods, type PathItem } from './document.ts';

/**
 * What any document must keep so that code can follow from it; taste is left to a redocly.yaml beside the document.
 * Of what these find, `isBearable` tells what code can follow all the same.
 */
const rules = {
  struct: 'error',
  'no-unresolved-refs': 'error',
  'operation-operationId-unique': 'error',
  'operation-parameters-unique': 'error',
  'path-parameters-defined': 'error',
} as const;

/** Where the document may be wrong without harm, each as `file#/pointer`, with all that is below. */
export class Places {
  readonly schemas = new Set<string>();
  readonly mappings = new Set<string>();
}

/** The configuration for a document that brings none. It fills the places while it lints. */
export async function structuralConfig(places: Places): Promise<Config> {
  const noteSchemaOf = (_: unknown, { location }: UserContext) =>
    void places.schemas.add(location.child('schema').absolutePointer);
  const notePlaces: Oas3Rule = () => ({
    // A schema with a mistake of its own isn't visited, so what holds schemas is.
    NamedSchemas: (_, { location }) => void places.schemas.add(location.absolutePointer),
    MediaType: noteSchemaOf,
    Parameter: noteSchemaOf,
    Header: noteSchemaOf,
    Schema: (_, { location }) => void places.schemas.add(location.absolutePointer),
    DiscriminatorMapping: (_, { location }) => void places.mappings.add(location.absolutePointer),
  });
  return await createConfig({
    rules: { ...rules, 'structure/note-places': 'error', 'structure/no-identical-calls': 'error' },
    plugins: [
      { id: 'structure', rules: { oas3: { 'note-places': notePlaces, 'no-identical-calls': noIdenticalCalls } } },
    ],
  });
}

/** Two paths may differ by the names of their parameters alone, if they share no method: GitHub's do. */
const noIdenticalCalls: Oas3Rule = () => ({
  Paths(paths, { report, location, resolve }) {
    const taken = new Map<string, string>();
    for (const [path, value] of Object.entries(paths)) {
      const item = (resolve(value as PathItem).node ?? {}) as PathItem;
      for (const method of methods.filter((method) => method in item)) {
        const call = `${method} ${path.replace(/{.+?}/g, '{}')}`;
        const other = taken.get(call);
        if (other === undefined) taken.set(call, path);
        else {
          const message = `No call can tell these apart: ${method.toUpperCase()} \`${other}\` and \`${path}\`.`;
          report({ message, location: location.child([path]).key() });
        }
      }
    }
  },
});

/** Fields that are only for people to read. */
const documentation = ['description', 'url'].map((field) => `The field \`${field}\` must be present`);

type Judge = (problem: NormalizedProblem, place: string, places: Places) => boolean;

/** By rule: whether code can follow from the document in spite of this problem. */
const judges: Readonly<Record<string, Judge>> = {
  /** Nobody reads a field that isn't expected; a slip inside a schema makes that schema's type vague, no more. */
  struct: ({ message }, place, { schemas }) =>
    message.endsWith('is not expected here.') ||
    message.startsWith('Expected type `Schema`') ||
    documentation.some((start) => message.startsWith(start)) ||
    place.includes('/x-') ||
    isWithin(schemas, place),
  /** A discriminator's value may be a schema's name, which looks like a file's. */
  'no-unresolved-refs': (_, place, { mappings }) => isWithin(mappings, place),
  'path-parameters-defined': ({ message }) => message.includes('is not used in the path'),
};

/** Whether code can follow from a document in spite of this. */
export function isBearable(problem: NormalizedProblem, places: Places): boolean {
  const [at] = problem.location;
  const place = at?.pointer === undefined ? '' : `${at.source.absoluteRef}${at.pointer}`;
  return judges[problem.ruleId]?.(problem, place, places) ?? false;
}

function isWithin(places: ReadonlySet<string>, place: string): boolean {
  for (let end = place.length; end > 0; end = place.lastIndexOf('/', end - 1)) {
    if (places.has(place.slice(0, end))) return true;
  }
  return false;
}
