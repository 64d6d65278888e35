import path from 'node:path';
import { type Document, getLineColLocation } from '@redocly/openapi-core';
import { ContractResolver } from '../resolver.ts';
import type { Change } from './change.ts';
import { fieldsOf, pointerOf, segmentsOf, valueAt } from './pointer.ts';

interface Spot {
  readonly document: Document;
  readonly segments: readonly string[];
}

/** Finds lines in a document and in the files that it refers to. */
export class Locator {
  readonly #file: string;
  readonly #resolver = new ContractResolver();

  constructor(file: string) {
    this.#file = path.resolve(file);
  }

  /**
   * Where a place of the bundled document was written, or the nearest place around it.
   *
   * @param pointer may tell parameters by name: `#/paths/~1a/get/parameters/query.q/schema`
   * @returns file, line and column from 1; undefined if only the bundle has that place
   */
  async find(pointer: string): Promise<{ file: string; line: number; column: number } | undefined> {
    const document = await this.#read(this.#file);
    if (!document) return undefined;
    let spot: Spot = { document, segments: [] };
    const segments = segmentsOf(pointer);
    for (const [index, segment] of segments.entries()) {
      const next = await this.#step(spot, segment, segments.slice(0, index));
      // A component that bundling named, or another section that it made.
      if (!next && segments[0] === 'components' && index < 3) return undefined;
      if (!next) break;
      spot = next;
    }
    const { source } = spot.document;
    const { start } = getLineColLocation({ source, pointer: pointerOf(spot.segments), reportOnKey: true });
    return { file: source.absoluteRef, line: start.line, column: start.col };
  }

  async #step(from: Spot, segment: string, before: readonly string[]): Promise<Spot | undefined> {
    const spot = await this.#followed(from);
    if (!spot) return undefined;
    const node = valueAt(spot.document.parsed, spot.segments);
    if (before.at(-1) === 'parameters' && Array.isArray(node)) return await this.#parameter(spot, node, segment);
    const fields = fieldsOf(node);
    if (Object.hasOwn(fields, segment)) return { ...spot, segments: [...spot.segments, segment] };
    // An operation has the parameters of its path, a schema the keywords of its parts.
    if (segment === 'parameters') return { ...spot, segments: [...spot.segments.slice(0, -1), segment] };
    for (const index of Array.isArray(fields.allOf) ? fields.allOf.keys() : []) {
      const part = await this.#step({ ...spot, segments: [...spot.segments, 'allOf', `${index}`] }, segment, before);
      if (part) return part;
    }
    return undefined;
  }

  async #parameter(list: Spot, nodes: readonly unknown[], name: string): Promise<Spot | undefined> {
    for (const index of nodes.keys()) {
      const entry = { ...list, segments: [...list.segments, `${index}`] };
      const spot = await this.#followed(entry);
      const parameter = fieldsOf(spot && valueAt(spot.document.parsed, spot.segments));
      if (`${parameter.in}.${parameter.name}`.toLowerCase() === name.toLowerCase()) return entry;
    }
    const isOperations = list.segments.length === 4;
    if (!isOperations) return undefined;
    const shared = { ...list, segments: [...list.segments.slice(0, 2), 'parameters'] };
    const others = valueAt(shared.document.parsed, shared.segments);
    return Array.isArray(others) ? await this.#parameter(shared, others, name) : undefined;
  }

  /** The end of a chain of references. Undefined if it leads nowhere that can be read, or in a circle. */
  async #followed(spot: Spot, steps = 0): Promise<Spot | undefined> {
    const { $ref } = fieldsOf(valueAt(spot.document.parsed, spot.segments));
    if (typeof $ref !== 'string') return spot;
    if (steps > 50 || /^[a-z]+:\/\//.test($ref)) return undefined;
    const [file = '', fragment = ''] = $ref.split('#');
    const folder = path.dirname(spot.document.source.absoluteRef);
    const document = file === '' ? spot.document : await this.#read(path.resolve(folder, decodeURI(file)));
    return document && (await this.#followed({ document, segments: segmentsOf(`#${fragment}`) }, steps + 1));
  }

  async #read(file: string): Promise<Document | undefined> {
    const document = await this.#resolver.resolveDocument(null, file, true);
    return document instanceof Error ? undefined : document;
  }
}

/**
 * Gives every change the line where it was written.
 *
 * @param spec the new document
 * @param base the old one, for what is gone; `prefix` stands before its lines
 */
export async function withSources(
  changes: readonly Change[],
  spec: string,
  base: { readonly file: string; readonly prefix: string; readonly top?: string },
): Promise<Change[]> {
  const locators = { now: new Locator(spec), before: new Locator(base.file) };
  return await Promise.all(
    changes.map(async (change) => {
      const place = await locators[change.isGone ? 'before' : 'now'].find(change.pointer);
      if (!place) return change;
      const from = change.isGone && base.top !== undefined ? base.top : process.cwd();
      const file = path.relative(from, place.file);
      return { ...change, source: `${change.isGone ? base.prefix : ''}${file}:${place.line}:${place.column}` };
    }),
  );
}
