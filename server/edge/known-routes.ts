import type { Request } from 'express';
import type { OperationTable } from './types.ts';

/** What the validator adds to a request once it has found its operation. */
export interface Routed {
  readonly openApiRoute: string;
  readonly schema: { readonly operationId?: string };
  readonly pathParams: Record<string, string>;
}

export interface RoutedRequest {
  openapi?: Routed;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly segments: readonly Segment[];
  /** What the validator found, the first time. */
  found?: Routed;
}

/** Of a path template: a literal, or the name of a parameter that is all of the segment. */
type Segment = string | { readonly parameter: string };

export interface KnownRoutes {
  /** Gives the request what the validator found for its operation before. False if it must look by itself. */
  recall(request: Request): boolean;
  /** Keeps what the validator has just found. */
  note(request: Request): void;
}

/**
 * The validator compiles the pattern of every path on each request, though what it finds differs in the path parameters
 * alone. It is asked until it has found an operation once, and always where a path could be that of two.
 */
export function createKnownRoutes(operations: OperationTable): KnownRoutes {
  const all = Object.values(operations).map(({ method, path }): Route => {
    return { method: method.toUpperCase(), path, segments: path.split('/').map(toSegment) };
  });
  const isPlain = ({ segments }: Route) => segments.every((part) => typeof part !== 'string' || !/[{}]/.test(part));
  const hasRival = (route: Route) => all.some((other) => other.path !== route.path && overlap(route, other));
  const routes = all.filter((route) => isPlain(route) && !hasRival(route));
  const byLength = Map.groupBy(routes, ({ segments }) => segments.length);

  return {
    recall(request) {
      const segments = pathOf(request).split('/');
      const route = byLength
        .get(segments.length)
        ?.find(
          ({ found, method, segments: template }) => found && method === request.method && fits(template, segments),
        );
      const pathParams = route && parameters(route, segments);
      if (!route?.found || !pathParams) return false;
      (request as RoutedRequest).openapi = { ...route.found, pathParams };
      return true;
    },
    note(request) {
      const { openapi } = request as RoutedRequest;
      const route = routes.find(({ method, path }) => method === request.method && path === openapi?.openApiRoute);
      if (route && openapi) route.found = openapi;
    },
  };
}

function pathOf({ originalUrl }: Request): string {
  return originalUrl.split('?')[0] ?? '';
}

function toSegment(part: string): Segment {
  const [, parameter] = /^\{([^{}]+)\}$/.exec(part) ?? [];
  return parameter === undefined ? part : { parameter };
}

function fits(template: readonly Segment[], segments: readonly string[]): boolean {
  return template.every((part, index) =>
    typeof part === 'string' ? part === segments[index] : segments[index] !== '',
  );
}

/** Whether one path could be that of both. */
function overlap({ segments }: Route, other: Route): boolean {
  if (segments.length !== other.segments.length) return false;
  return segments.every((part, index) => {
    const rival = other.segments[index] ?? '';
    return part === rival || isOpen(part) || isOpen(rival);
  });
}

/** Whether it stands for more than one text. */
function isOpen(part: Segment): boolean {
  return typeof part !== 'string' || part.includes('{');
}

/** Undefined where the percent-encoding is malformed: the validator has the words for that. */
function parameters({ segments: template }: Route, segments: readonly string[]): Record<string, string> | undefined {
  const values: Record<string, string> = {};
  try {
    for (const [index, part] of template.entries()) {
      if (typeof part !== 'string') values[part.parameter] = decodeURIComponent(segments[index] ?? '');
    }
    return values;
  } catch {
    return undefined;
  }
}
