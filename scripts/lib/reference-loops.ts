import { type Document, getLineColLocation } from '@redocly/openapi-core';
import type { ContractResolver } from './resolver.ts';

/** A reference, as the parser of references sees it: in which document, and where. */
interface Place {
  readonly document: Document;
  readonly pointer: string;
}

/**
 * The first reference that leads back to itself through nothing but references, so that it stands for nothing.
 *
 * @returns its file, line and column; undefined if there is none
 */
export async function findReferenceLoop(resolver: ContractResolver) {
  for (const document of await resolver.documents()) {
    for (const pointer of referencesIn(document.parsed, '#')) {
      if (!(await leadsToItself({ document, pointer }, resolver))) continue;
      const { source } = document;
      const { start } = getLineColLocation({ source, pointer, reportOnKey: false });
      return { file: source.absoluteRef, line: start.line, column: start.col };
    }
  }
  return undefined;
}

function* referencesIn(node: unknown, pointer: string): Generator<string> {
  if (typeof node !== 'object' || node === null) return;
  if (refOf(node) !== undefined) yield pointer;
  for (const [key, child] of Object.entries(node)) {
    yield* referencesIn(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
}

async function leadsToItself(start: Place, resolver: ContractResolver): Promise<boolean> {
  const seen = new Set<unknown>();
  let place: Place | undefined = start;
  while (place) {
    const { document, pointer }: Place = place;
    const node = nodeAt(document.parsed, pointer);
    const ref = refOf(node);
    if (ref === undefined) return false;
    if (seen.has(node)) return node === nodeAt(start.document.parsed, start.pointer);
    seen.add(node);
    place = await follow(document, ref, resolver);
  }
  return false;
}

async function follow(from: Document, ref: string, resolver: ContractResolver): Promise<Place | undefined> {
  const [file = '', fragment = ''] = ref.split('#');
  const target =
    file === '' ? from : await resolver.resolveDocument(from.source.absoluteRef, file).catch(() => undefined);
  return target && 'parsed' in target ? { document: target, pointer: `#${fragment}` } : undefined;
}

function nodeAt(root: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], root);
}

function refOf(node: unknown): string | undefined {
  const { $ref } = (node ?? {}) as { $ref?: unknown };
  return typeof $ref === 'string' ? $ref : undefined;
}
