import type { Operation } from './document.ts';
import type { Answer } from './exchange.ts';

/** How an answer differs from the example of this name: in its keys, its error code, or the part that it blames. */
export function unlikeExample({ responses }: Operation, name: string, { status, text }: Answer): string[] {
  const media = Object.values(responses[status]?.content ?? {});
  const example = media.flatMap(({ examples = {} }) => (Object.hasOwn(examples, name) ? [examples[name]?.value] : []));
  return example.length > 0 ? unlike(example[0], JSON.parse(text)) : [];
}

function unlike(example: unknown, actual: unknown): string[] {
  const differences = [];
  const [expected, got] = [shapeOf(example), shapeOf(actual)].map((shape) => JSON.stringify(shape));
  if (expected !== got) differences.push(`has the shape ${got}, its example ${expected}`);
  for (const name of ['code', 'error']) {
    const [wanted, sent] = [member(example, name), member(actual, name)];
    // The seed's reference page shows the type where others show a value.
    if (wanted !== sent && wanted !== 'string') differences.push(`${name} is ${sent}, in its example ${wanted}`);
  }
  const [blamed, blames] = [partsOf(example), partsOf(actual)];
  if (blamed[0]?.pointer !== blames[0]?.pointer) {
    differences.push(`blames ${blames[0]?.pointer}, its example ${blamed[0]?.pointer}`);
  }
  if (new Set(blames.map((part) => JSON.stringify(part))).size < blames.length) differences.push('blames a part twice');
  return differences;
}

/** The parts of a request that an error says are invalid. */
function partsOf(error: unknown): readonly { readonly pointer?: unknown }[] {
  const errors = member(error, 'errors');
  return Array.isArray(errors) ? errors : [];
}

/** Keys without values, but for whether a text is empty; of an array, those of its first item. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 0 ? [shapeOf(value[0])] : [];
  if (typeof value !== 'object' || value === null) return value === '' ? 'empty' : '';
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, shapeOf(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
