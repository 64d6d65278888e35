import { eachOperation, type OpenApiDocument } from '../document.ts';
import { nearest } from '../nearest.ts';
import { Refusal } from './refusal.ts';
import { basePathsOf } from './servers.ts';
import type { Route } from './types.ts';

/** Where a request leads. */
export interface Destination {
  readonly route: Route;
  readonly path: string;
  readonly basePath: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface Router {
  /**
   * @param path percent-encoded, with the base path of `servers` or without it
   * @throws {Refusal} 400 for broken percent-encoding, 404, 405
   */
  find(method: string, path: string): Destination;
  /** The methods that a path takes, such as `GET, HEAD, OPTIONS`. Throws what `find` throws, but for 405. */
  allow(path: string): string;
}

interface Pattern {
  readonly template: string;
  readonly segments: readonly RegExp[];
  readonly names: readonly string[];
  readonly basePaths: readonly string[];
  readonly routes: Map<string, Route>;
}

export function createRouter(document: OpenApiDocument): Router {
  const patterns = patternsOf(document);
  const templates = patterns.map(({ template }) => template);

  const search = (path: string) => {
    for (const pattern of patterns) {
      for (const basePath of pattern.basePaths) {
        if (!path.startsWith(`${basePath}/`)) continue;
        const parameters = parametersOf(pattern, segmentsOf(path.slice(basePath.length)));
        if (parameters) return { pattern, basePath, parameters };
      }
    }
    return undefined;
  };

  const match = (path: string) => {
    const found = search(path);
    if (found) return found;
    const trimmed = path.replace(/\/+$/, '');
    const meant = search(trimmed) ? trimmed : (nearest(path, templates) ?? alike(path, templates));
    throw new Refusal(404, `The contract has no path ${path}.${meant ? ` Did you mean ${meant}?` : ''}`, {
      hints: ['unknownPath', 'notFound'],
    });
  };

  return {
    find(method, path) {
      const { pattern, basePath, parameters } = match(path);
      const name = method.toLowerCase();
      const route = pattern.routes.get(name) ?? (name === 'head' ? pattern.routes.get('get') : undefined);
      if (route) return { route, basePath, path: path.slice(basePath.length), parameters };
      const allow = allowed(pattern);
      throw new Refusal(405, `${pattern.template} takes ${allow}, not ${method}.`, {
        hints: ['methodNotAllowed'],
        headers: { Allow: allow },
      });
    },
    allow: (path) => allowed(match(path).pattern),
  };
}

function patternsOf(document: OpenApiDocument): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const { path, method, item, operation } of eachOperation(document)) {
    const pattern = patterns.get(path) ?? {
      template: path,
      segments: path.split('/').slice(1).map(segmentPattern),
      names: [...path.matchAll(/\{(.+?)\}/g)].map(([, name = '']) => name),
      basePaths: basePathsOf(document, item),
      routes: new Map(),
    };
    pattern.routes.set(method, { document, template: path, method, item, operation });
    patterns.set(path, pattern);
  }
  return [...patterns.values()].sort((a, b) => compareText(precedence(a), precedence(b)));
}

/** Literal segments come before parameters, from the left (OpenAPI 3.1 §4.8.8.1). */
function precedence({ template }: Pattern): string {
  const segments = template.split('/').slice(1);
  return segments.map((segment) => (segment.startsWith('{') ? '2' : segment.includes('{') ? '1' : '0')).join('');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function segmentPattern(segment: string): RegExp {
  const parts = segment.split(/\{.+?\}/).map((literal) => escaped(decodeSegment(literal)));
  return new RegExp(`^${parts.join('(.+?)')}$`, 's');
}

function escaped(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function segmentsOf(path: string): string[] {
  return path.split('/').slice(1).map(decodeSegment);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal(400, `The path has a % that is not followed by two hexadecimal digits, or is not UTF-8.`, {
      hints: ['malformedRequest', 'invalidRequest'],
    });
  }
}

function parametersOf({ segments, names }: Pattern, given: readonly string[]): Record<string, string> | undefined {
  if (segments.length !== given.length) return undefined;
  const values: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const found = segment.exec(given[index] ?? '');
    if (!found) return undefined;
    values.push(...found.slice(1));
  }
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

function allowed({ routes }: Pattern): string {
  const methods = new Set([...routes.keys()].map((method) => method.toUpperCase()));
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods.add('OPTIONS')].join(', ');
}

/** The template whose literal segments are most like those of the path. */
function alike(path: string, templates: readonly string[]): string | undefined {
  const given = path.split('/');
  return templates.find((template) => {
    const segments = template.split('/');
    if (segments.length !== given.length) return false;
    const filled = segments.map((segment, index) => (segment.includes('{') ? given[index] : segment)).join('/');
    return nearest(path, [filled]) !== undefined;
  });
}
