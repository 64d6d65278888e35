import { eachOperation, type OpenApiDocument } from '../document.ts';

/** Something that need not be covered, or may fail. */
export interface Exemption {
  /** A line of the coverage (`listBooks status 500`) or of a failure (`listBooks refuse query limit`); `*` is any text. */
  readonly place: string;
  readonly reason: string;
}

/** @throws if an entry is no exemption, or has no reason */
export function readExemptions(entries: unknown, origin: string): Exemption[] {
  if (!Array.isArray(entries)) throw new Error(`${origin}: a list of exemptions is wanted, each with place and reason`);
  return entries.map((entry: unknown, index) => {
    const { place, reason } = (entry ?? {}) as Partial<Exemption>;
    const isText = (value: unknown) => typeof value === 'string' && value.trim() !== '';
    if (!isText(place)) throw new Error(`${origin}: exemption ${index + 1} has no place`);
    if (!isText(reason)) throw new Error(`${origin}: the exemption of ${place} has no reason`);
    return { place: String(place), reason: String(reason) };
  });
}

/** What the operations of a document exempt themselves (`x-contract-exempt`, a list; the operation need not be named). */
export function documentExemptions(document: OpenApiDocument): Exemption[] {
  return [...eachOperation(document)].flatMap(({ operation }) => {
    const { operationId = '', 'x-contract-exempt': entries } = operation as typeof operation & {
      'x-contract-exempt'?: unknown;
    };
    if (entries === undefined) return [];
    return readExemptions(entries, operationId).map(({ place, reason }) => ({
      place: `${operationId} ${place}`,
      reason,
    }));
  });
}

/** The exemption that a line falls under. */
export function exemptionOf(exemptions: readonly Exemption[], line: string): Exemption | undefined {
  return exemptions.find(({ place }) => patternOf(place).test(line));
}

function patternOf(place: string): RegExp {
  const parts = place
    .trim()
    .split('*')
    .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
