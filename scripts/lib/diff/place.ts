import type { OpenApiDocument, Parameter, Reference } from '../document.ts';
import { parameterName } from './normalise.ts';
import { pointerOf, valueAt } from './pointer.ts';
import { operationAt } from './usage.ts';

/**
 * A pointer that stays when a list's order changes: a parameter is told by place and name, `parameters/query.limit`.
 */
export function stablePointer(document: OpenApiDocument, segments: readonly string[]): string {
  return pointerOf(
    segments.map((segment, index) => {
      if (segments[index - 1] !== 'parameters' || !/^\d+$/.test(segment)) return segment;
      const parameter = valueAt(document, segments.slice(0, index + 1)) as Parameter | Reference | undefined;
      return parameter ? parameterName(document, parameter) : segment;
    }),
  );
}

/** A place in people's words: `request body · meta.tags[]`, `ApiKey · name`; empty for an operation itself. */
export function wordsFor(document: OpenApiDocument, segments: readonly string[]): string {
  const inOperation = operationAt(segments);
  if (inOperation) return joined(partOf(document, segments, inOperation.rest));
  // Its operations are named in the heading, and the path itself in the sentence.
  if (segments[0] === 'paths' || segments[0] === 'webhooks') return '';
  if (segments[0] === 'components') {
    const [, section, name = '', ...rest] = segments;
    return section === 'schemas' ? joined([name, schemaPath(rest)]) : joined([name, ...tail(rest)]);
  }
  return segments.join(' · ');
}

const joined = (parts: readonly string[]) => parts.filter((part) => part !== '').join(' · ');

function partOf(document: OpenApiDocument, segments: readonly string[], rest: readonly string[]): string[] {
  const [part, name = '', ...inner] = rest;
  if (name === '' && (part === 'parameters' || part === 'responses')) return [];
  if (part === 'parameters') {
    const place = segments.slice(0, segments.length - inner.length);
    const [where, ...parameter] = parameterName(document, valueAt(document, place) as Parameter).split('.');
    return [`${where} parameter \`${parameter.join('.')}\``, ...tail(inner)];
  }
  if (part === 'requestBody') return ['request body', ...tail(rest.slice(1))];
  if (part === 'responses') return [`response ${name}`, ...tail(inner)];
  return rest.length > 0 ? [rest.join(' · ')] : [];
}

/** What follows a parameter, a body, a response or a header: its media type is named only if nothing else is. */
function tail(rest: readonly string[]): string[] {
  const [part, name = '', ...inner] = rest;
  if (name === '' && (part === 'headers' || part === 'content')) return [];
  if (part === 'headers') return [`header \`${name}\``, ...tail(inner)];
  if (part === 'content') return inner[0] === 'schema' ? [schemaPath(inner.slice(1))] : [name, ...inner];
  if (part === 'schema') return [schemaPath(rest.slice(1))];
  return [...rest];
}

/** `['properties', 'tags', 'items']` → `tags[]` */
function schemaPath(segments: readonly string[]): string {
  let words = '';
  for (let index = 0; index < segments.length; index++) {
    const [keyword, name = ''] = [segments[index] ?? '', segments[index + 1] ?? ''];
    if (keyword === 'properties' || keyword === 'patternProperties') {
      if (name !== '') words += words === '' ? name : `.${name}`;
      index++;
    } else if (keyword === 'oneOf' || keyword === 'anyOf') {
      if (name !== '') words += ` (variant ${Number(name) + 1})`;
      index++;
    } else if (keyword === 'allOf' || keyword === '$defs' || keyword === 'dependentSchemas') index++;
    else if (keyword === 'items') words += '[]';
    else if (keyword === 'prefixItems') words += `[${segments[++index] ?? ''}]`;
    else if (keyword === 'additionalProperties') words += '{}';
  }
  return words.trim();
}
