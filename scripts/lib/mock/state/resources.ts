import type { OpenApiDocument } from '../../document.ts';

/** Things that live in a collection (`/pets`) and each at a path of its own (`/pets/{petId}`). */
export interface Resource {
  /** The collection's path, as the document writes it. */
  readonly collection: string;
  readonly item: string;
  /** The parameter that names one thing. */
  readonly parameter: string;
}

/** Every resource of a document, those with the longest paths first. */
export function resourcesOf({ paths = {} }: OpenApiDocument): Resource[] {
  return Object.keys(paths)
    .flatMap((item): Resource[] => {
      const [, collection, parameter] = /^(.+)\/\{([^/{}]+)\}$/.exec(item) ?? [];
      if (collection === undefined || parameter === undefined) return [];
      const { get, put, patch, delete: remove } = paths[item] ?? {};
      const { get: list, post: create } = paths[collection] ?? {};
      const isShown = get && (list || create || put);
      // Without a GET, what lies in a thing may be shown there.
      const isWithin = !get && !list && create && (put || patch || remove) && /\}\/[^/{}]+$/.test(collection);
      return isShown || isWithin ? [{ collection, item, parameter }] : [];
    })
    .sort((a, b) => b.item.length - a.item.length);
}

/** A template with its parameters filled in: the key under which a collection is kept. */
export function fill(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{(.+?)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}
