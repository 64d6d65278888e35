import { isJson } from './answer-check.ts';
import { type Call, fresh, own } from './call.ts';
import type { Case, CaseKit } from './cases.ts';
import type { Operation } from './contract.ts';
import { isRecord } from './subschemas.ts';

/** What any operation refuses, whatever its schemas say. */
export function negativesOf(kit: CaseKit, operation: Operation, base: Call): Case[] {
  return [...bodyNegatives(operation, base), ...unknownParameter(base), ...madeUp(kit, operation, base)];
}

/** Characters; more than most servers take, and little enough to be sent whole before they say so. */
const large = 256 * 1024;

const refused = { kind: 'refused' } as const;

function bodyNegatives({ requestBody, responses }: Operation, base: Call): Case[] {
  const { content, required = false } = requestBody;
  const types = Object.keys(content);
  const malformed = types.filter(isJson).flatMap((contentType) =>
    ['{"', '{"a":1}}', "{'a':1}"].map(
      (text): Case => ({
        call: { ...base, body: { contentType, text } },
        check: 'malformed',
        place: 'body',
        trial: 'a body that is not JSON',
        expectation: refused,
      }),
    ),
  );
  const { body, ...bare } = base;
  const tooLarge = types.filter(isJson).flatMap((contentType): Case[] => [
    {
      call: { ...base, body: { contentType, text: JSON.stringify('x'.repeat(large)) } },
      check: 'malformed',
      place: 'body',
      trial: `a body of ${large} characters`,
      expectation: refused,
    },
  ]);
  const isOpen = types.some((type) => type.startsWith('*/*') || /^application\/xml|^text\/xml/.test(type));
  const foreign: Case = {
    call: { ...bare, body: { contentType: 'application/xml', text: '<a/>' } },
    check: 'other-media-type',
    place: 'body',
    trial: 'application/xml',
    expectation: { kind: 'status', statuses: [415] },
  };
  const missing: Case = { call: bare, check: 'missing-body', place: 'body', trial: 'no body', expectation: refused };
  return [
    ...malformed,
    ...('413' in responses ? tooLarge : []),
    ...(types.length > 0 && !isOpen ? [foreign] : []),
    ...(types.length > 0 && required ? [missing] : []),
  ];
}

function unknownParameter(base: Call): Case[] {
  const call: Call = { ...base, extraQuery: [['undeclared-parameter', 'x']] };
  const expectation = { kind: 'status', statuses: [400] } as const;
  return [{ call, check: 'unknown-parameter', place: 'query', trial: 'an undeclared parameter', expectation }];
}

/** A path that names nothing: like what is made, but for its end. */
function madeUp(kit: CaseKit, operation: Operation, base: Call): Case[] {
  const declared = ['404', '4XX', '4xx', 'default'].some((status) => status in operation.responses);
  const named = operation.parameters.filter(({ in: place, name }) => {
    const value = base.parameters[`path ${name}`];
    return place === 'path' && (value === own || value === fresh);
  });
  const last = named.at(-1);
  if (!declared || !last) return [];
  const { schema = {} } = last;
  const candidates = [
    'f0000000-0000-4000-8000-00000000dead',
    'never-made',
    'NEVERMADE',
    2_147_483_000,
    `${'0'.repeat(23)}1`,
    99_999,
  ];
  const value = candidates.find((candidate) => {
    const call = { ...base, parameters: { ...base.parameters, [`path ${last.name}`]: candidate } };
    return isRecord(schema) && kit.requests.misfits(call).length === 0;
  });
  if (value === undefined) return [];
  return [
    {
      call: { ...base, parameters: { ...base.parameters, [`path ${last.name}`]: value }, isInvented: true },
      check: 'not-found',
      place: `path ${last.name}`,
      trial: 'something never made',
      expectation: { kind: 'status', statuses: [404, 410] },
    },
  ];
}

/** One call of each method that a path doesn't have; never DELETE, which might be there unsaid. */
export function otherMethods(operations: readonly Operation[], base: Call): Case[] {
  const { path } = base.operation;
  const present = operations.filter((operation) => operation.path === path).map(({ method }) => method);
  return ['GET', 'POST', 'PUT', 'PATCH', 'TRACE']
    .filter((method) => !present.includes(method))
    .map((method) => {
      const { body, ...bare } = base;
      return {
        call: { ...bare, method },
        check: 'method',
        place: method,
        trial: `${method}, which the path does not have`,
        expectation: { kind: 'status', statuses: [405], header: 'Allow' },
      };
    });
}
