import type { OpenApiDocument } from '../document.ts';

type Node = Record<string, unknown>;

/**
 * The document with one path alone and what that refers to: the whole of a large one would take Prism seconds.
 *
 * @returns a copy that shares nothing with the document
 */
export function partOf(document: OpenApiDocument, template: string): OpenApiDocument {
  const {
    openapi,
    info,
    servers = [],
    security = [],
    paths = {},
    components: { securitySchemes = {} } = {},
  } = document;
  const general = structuredClone({ openapi, info, servers, security, components: { securitySchemes } });
  const part: Node = { ...general, paths: {} };
  const copied = new Set<string>();
  const copy = (steps: readonly string[]) => {
    const key = JSON.stringify(steps);
    if (copied.has(key)) return;
    copied.add(key);
    const target = structuredClone(at(document, steps));
    put(part, steps, target);
    for (const reference of referencesIn(target)) copy(placeOf(reference));
  };
  if (template in paths) copy(['paths', template]);
  return part as unknown as OpenApiDocument;
}

/** What is copied for a reference: a whole component, else a whole path. */
function placeOf(reference: string): string[] {
  const steps = reference
    .slice(2)
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.slice(0, steps[0] === 'components' ? 3 : 2);
}

function* referencesIn(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && typeof value === 'string' && value.startsWith('#/')) yield value;
    else yield* referencesIn(value);
  }
}

function at(node: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((parent, step) => (parent as Node | undefined)?.[step], node);
}

function put(node: Node, steps: readonly string[], value: unknown): void {
  const [last = '', ...before] = [...steps].reverse();
  const parent = before.reverse().reduce<Node>((inner, step) => {
    inner[step] ??= {};
    return inner[step] as Node;
  }, node);
  parent[last] = value;
}
