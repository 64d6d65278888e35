/** How much a change asks of `info.version` (semver.org), or `none` if nobody can notice it. */
export const impacts = ['none', 'patch', 'minor', 'major'] as const;
export type Impact = (typeof impacts)[number];

/** Whose messages a schema describes: what callers send, or what clients read. */
export type Side = 'request' | 'response';

/** One difference as redocly lists it, before we judge it. */
export interface RawChange {
  /** Redocly's name for the kind of node, such as `Schema` or `Operation`. */
  readonly typeName: string;
  readonly kind: 'added' | 'removed' | 'modified';
  /** The field of the node that is modified; `key` if the node has another name now. */
  readonly property?: string;
  readonly before?: Place;
  readonly after?: Place;
  /** Redocly's own opinion. */
  readonly impact: Impact;
  readonly verdicts: readonly { readonly rule: string; readonly message: string }[];
}

/** Where something stands in a bundled document, and what stands there. */
export interface Place {
  /** Of the node, not of its modified field: `#/components/schemas/Key/properties/name`. */
  readonly pointer: string;
  readonly value: unknown;
}

/** An operation that a change reaches, and the side it reaches. */
export interface Usage {
  /** `GET /api-keys` */
  readonly operation: string;
  readonly side: Side;
}

/** One difference, judged. */
export interface Change {
  /** Rule and place, the same from run to run: `maxLength-narrowed #/paths/~1a/get/parameters/query.q/schema/maxLength`. */
  readonly id: string;
  readonly impact: Impact;
  readonly rule: string;
  /** In the bundled document. Parameters are told by name, so that it stays when their order changes. */
  readonly pointer: string;
  /** Whether that is the old document: the place is gone from the new one. */
  readonly isGone: boolean;
  /** Where, in people's words: `request body · name`. */
  readonly where: string;
  /** What is different. */
  readonly what: string;
  /** What that does, and to whom. */
  readonly consequence: string;
  /** `GET /api-keys`; empty for a change of the whole document or of a part that nothing uses. */
  readonly operations: readonly string[];
  /** `spec/openapi.yaml:12:5`, in the new document, or in the old one for what is gone. */
  readonly source?: string;
}

export const worst = (list: Iterable<Impact>): Impact =>
  impacts[Math.max(0, ...[...list].map((impact) => impacts.indexOf(impact)))] ?? 'none';
