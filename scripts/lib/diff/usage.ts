import { methods } from '../document.ts';
import type { Side, Usage } from './change.ts';
import { fieldsOf, pointerOf, segmentsOf, valueAt } from './pointer.ts';

/** Which operations' messages reach a place of a bundled document. */
export interface Usages {
  /** @param pointer any place; of a shared component, every operation that refers to it is told */
  at(pointer: string): Usage[];
  /** `GET /api-keys` … */
  readonly operations: ReadonlySet<string>;
}

const otherSide = { request: 'response', response: 'request' } as const;
const partSides: Record<string, Side> = { parameters: 'request', requestBody: 'request', responses: 'response' };

/** Follows the references of every operation once. */
export function usagesIn(document: object): Usages {
  const byComponent = new Map<string, Usage[]>();
  const operations = new Set<string>();
  for (const { operation, parts } of operationsOf(document)) {
    operations.add(operation);
    for (const { side, node } of parts) {
      for (const component of componentsReachedBy(document, node, side)) {
        const usages = byComponent.get(component) ?? [];
        byComponent.set(component, usages);
        usages.push({ operation, side });
      }
    }
  }
  return { operations, at: (pointer) => usagesAt(document, byComponent, segmentsOf(pointer)) };
}

function usagesAt(document: object, byComponent: ReadonlyMap<string, Usage[]>, segments: string[]): Usage[] {
  const sides = sidesAlong(document, segments);
  if (segments[0] === 'components') {
    return (byComponent.get(pointerOf(segments.slice(0, 3))) ?? []).filter(({ side }) => sides.has(side));
  }
  const place = operationAt(segments);
  if (!place) return [];
  const { operation, side } = place;
  return (side ? [side] : (['request', 'response'] as const))
    .filter((one) => sides.has(one))
    .map((one) => ({ operation, side: one }));
}

/** What a `readOnly` or `writeOnly` on the way to a place leaves of the two sides. */
function sidesAlong(document: object, segments: readonly string[]): Set<Side> {
  const sides = new Set<Side>(['request', 'response']);
  let node: unknown = document;
  for (const segment of segments) {
    node = fieldsOf(node)[segment];
    if (fieldsOf(node).readOnly === true) sides.delete('request');
    if (fieldsOf(node).writeOnly === true) sides.delete('response');
  }
  return sides;
}

/** `['paths', '/a', 'get', 'requestBody', …]` → `GET /a`, request. In webhooks and callbacks the sides are swapped. */
export function operationAt(
  segments: readonly string[],
): { operation: string; side?: Side; rest: string[] } | undefined {
  const [section, name, method, ...rest] = segments;
  if ((section !== 'paths' && section !== 'webhooks') || name === undefined || method === undefined) return undefined;
  if (!(methods as readonly string[]).includes(method)) return undefined;
  const operation = section === 'paths' ? `${method.toUpperCase()} ${name}` : `webhook ${name}`;
  const inCallback = rest[0] === 'callbacks' && rest.length > 4;
  const inner = inCallback ? rest.slice(4) : rest;
  const side = partSides[inner[0] ?? ''];
  if (!side) return { operation, rest: inner };
  return { operation, side: inCallback !== (section === 'webhooks') ? otherSide[side] : side, rest: inner };
}

function* operationsOf(document: object) {
  for (const section of ['paths', 'webhooks']) {
    for (const [name, item] of Object.entries(fieldsOf(valueAt(document, [section])))) {
      for (const method of methods) {
        const operation = operationAt([section, name, method])?.operation;
        const node = fieldsOf(item)[method];
        if (operation && node) yield { operation, parts: [...partsOf(node, section === 'webhooks')] };
      }
    }
  }
}

function* partsOf(operation: unknown, swapped: boolean): Generator<{ side: Side; node: unknown }> {
  for (const [part, side] of Object.entries(partSides)) {
    yield { side: swapped ? otherSide[side] : side, node: fieldsOf(operation)[part] };
  }
  for (const callback of Object.values(fieldsOf(fieldsOf(operation).callbacks))) {
    for (const item of Object.values(fieldsOf(callback))) {
      for (const inner of Object.values(fieldsOf(item))) yield* partsOf(inner, !swapped);
    }
  }
}

const hiddenFrom = { request: 'readOnly', response: 'writeOnly' } as const;

function componentsReachedBy(document: object, start: unknown, side: Side): Set<string> {
  const reached = new Set<string>();
  const nodes = [start];
  for (let node = nodes.pop(); nodes.length > 0 || node !== undefined; node = nodes.pop()) {
    const fields = fieldsOf(node);
    if (fields[hiddenFrom[side]] === true) continue;
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'object') nodes.push(value);
      // A string besides `$ref` may be a target, too: those of a discriminator's mapping.
      else if (typeof value === 'string' && value.startsWith('#/components/') && name !== 'operationRef') {
        const target = segmentsOf(value);
        const component = pointerOf(target.slice(0, 3));
        if (reached.has(component)) continue;
        reached.add(component);
        nodes.push(valueAt(document, target.slice(0, 3)));
      }
    }
  }
  return reached;
}
