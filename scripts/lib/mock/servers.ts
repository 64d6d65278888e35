import type { OpenApiDocument, PathItem } from '../document.ts';

interface ServerObject {
  readonly url: string;
  readonly variables?: Readonly<Record<string, { readonly default: string }>>;
}

/** The base paths below which a path may be asked for: those of its servers, and none. */
export function basePathsOf(document: OpenApiDocument, item: PathItem): string[] {
  const { servers = document.servers ?? [] } = item as { servers?: readonly ServerObject[] };
  return [...new Set(['', ...servers.map(basePathOf)])];
}

function basePathOf({ url, variables = {} }: ServerObject): string {
  const filled = url.replace(/\{(.+?)\}/g, (_, name: string) => variables[name]?.default ?? name);
  const { pathname } = URL.parse(filled, 'http://localhost/') ?? { pathname: '/' };
  return pathname.replace(/\/+$/, '');
}
