import {
  BaseResolver,
  type Document,
  isAbsoluteUrl,
  isSupportedExtension,
  ResolveError,
  Source,
} from '@redocly/openapi-core';
import { countMembers } from './json-text.ts';
import { readText } from './source-text.ts';
import { type Survey, survey } from './survey.ts';

/** What JSON begins with; it is YAML as well, but parsed ten times as fast. */
const looksLikeJson = /^\s*\{/;

/**
 * Finds and parses the files of a document. Reads files only, never from another host; and hands on nothing that
 * those who walk through it could not finish.
 */
export class ContractResolver extends BaseResolver {
  readonly #surveys = new WeakMap<Document, Survey>();

  /** Whether a document that this has parsed refers to nothing outside itself. */
  isSelfContained(document: Document): boolean {
    return this.#surveys.get(document)?.selfContained ?? false;
  }

  /** Absolute paths of the files that were asked for so far, whether they are there or not. */
  get files(): string[] {
    return [...this.cache.keys()].filter((file) => !isAbsoluteUrl(file));
  }

  /** Every document that was parsed so far. */
  async documents(): Promise<Document[]> {
    const settled = await Promise.allSettled(this.cache.values());
    return settled.flatMap((outcome) =>
      outcome.status === 'fulfilled' && 'parsed' in outcome.value ? [outcome.value as Document] : [],
    );
  }

  override async loadExternalRef(absoluteRef: string): Promise<Source> {
    try {
      if (isAbsoluteUrl(absoluteRef)) throw new Error(`Nothing is fetched; save it as a file: ${absoluteRef}`);
      return new Source(absoluteRef, readText(absoluteRef));
    } catch (error) {
      throw new ResolveError(error as Error);
    }
  }

  override parseDocument(source: Source, isRoot = false): Document {
    const isParsed = isRoot || isSupportedExtension(source.absoluteRef);
    const json = isParsed && looksLikeJson.test(source.body) ? parseJson(source.body) : undefined;
    if (json !== undefined) {
      const document = this.#surveyed({ source, parsed: json });
      // Of members with one name JSON.parse keeps the last; the YAML parser says where they are.
      if (this.#surveys.get(document)?.members === countMembers(source.body)) return document;
    }
    return this.#surveyed(super.parseDocument(source, isRoot));
  }

  /** Parses a root document again that this class has parsed before: without looking at what is known of it. */
  parseAgain(source: Source): Document {
    const json = looksLikeJson.test(source.body) ? parseJson(source.body) : undefined;
    return json === undefined ? super.parseDocument(source, true) : { source, parsed: json };
  }

  #surveyed(document: Document): Document {
    this.#surveys.set(document, survey(document.parsed));
    return document;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
