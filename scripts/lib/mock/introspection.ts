import { textOf } from './clients.ts';
import type { PrismOperation } from './prism.ts';
import { contentsOf, isObject, jsonOf, shapeOf } from './schema.ts';
import { mockTokenPrefix } from './security.ts';
import type { MockAnswer, MockRequest } from './types.ts';

/**
 * What is known of a token (RFC 7662 §2.2), where an answer says whether it is `active`: one that this mock gave is, with
 * the scopes that it names; any other is not.
 *
 * @param given Prism's answer, which is given if this is no introspection endpoint
 */
export function introspected(request: MockRequest, given: MockAnswer, operation: PrismOperation): MockAnswer {
  const token = textOf(request, 'token');
  const content = jsonOf(contentsOf(operation, given.status));
  const declared = content?.schema ? shapeOf(operation, content.schema).properties : {};
  if (token === '' || !('active' in declared)) return given;
  if (!token.startsWith(mockTokenPrefix)) return { ...given, body: { active: false }, why: 'no token of this mock' };
  const examples = (content?.examples ?? []).map(({ value }) => value).filter(isObject);
  const example = examples.find(({ active }) => active === true) ?? {};
  const scope = token.slice(mockTokenPrefix.length).replaceAll(',', ' ');
  return { ...given, body: { ...example, active: true, ...('scope' in declared && { scope }) }, why: 'a live token' };
}
