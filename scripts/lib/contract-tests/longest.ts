import type { Call } from './call.ts';
import type { CaseKit } from './cases.ts';
import type { Operation, Schema } from './contract.ts';
import { mainType } from './samples.ts';
import { isRecord } from './subschemas.ts';
import { textOfLength } from './texts.ts';
import { variantsOf } from './variants.ts';
import { variedCalls } from './varied-calls.ts';

/** A valid call with every text of its body as long as it may be; undefined if there is no such text. */
export function longestCall(kit: CaseKit, operation: Operation): Call | undefined {
  const [fullest] = variedCalls(kit, operation);
  if (!fullest?.body || !('value' in fullest.body)) return undefined;
  const { schema = {} } = operation.requestBody.content[fullest.body.contentType] ?? {};
  let longest = fullest;
  for (const { path, text } of longestTexts(kit, schema, fullest.body.value)) {
    const { body } = longest;
    if (!body || !('value' in body)) break;
    const longer = { ...longest, body: { ...body, value: put(body.value, path, text) } };
    if (kit.requests.misfits(longer).length === 0) longest = longer;
  }
  return longest === fullest ? undefined : longest;
}

interface PlacedText {
  readonly path: readonly string[];
  readonly text: string;
}

function* longestTexts(kit: CaseKit, schema: Schema, value: unknown): Generator<PlacedText> {
  if (!isRecord(value)) return;
  const [{ properties = {} } = {}] = variantsOf(kit.contract, schema) as { properties?: Record<string, Schema> }[];
  for (const [name, property] of Object.entries(properties)) {
    if (!Object.hasOwn(value, name) || Object.hasOwn(kit.values, name)) continue;
    const [variant = {}] = variantsOf(kit.contract, property);
    for (const { path, text } of longestTexts(kit, variant, value[name])) yield { path: [name, ...path], text };
    if (mainType(variant) !== 'string' || typeof variant.maxLength !== 'number') continue;
    const text = textOfLength(variant, variant.maxLength, kit.seed);
    if (text !== undefined) yield { path: [name], text };
  }
}

function put(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined || !isRecord(value)) return text;
  return { ...value, [name]: put(value[name], rest, text) };
}
