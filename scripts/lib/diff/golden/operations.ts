import { type GoldenCase, described as ok, operation, query, rows } from './case.ts';

const text = { type: 'string' };
const item = (fields: object) => fields;
const secured = (...security: object[]) => operation({ security });
const parameters = (...list: object[]) => operation({ parameters: list });
const q = { name: 'q', in: 'query', schema: text };

export const operationCases: readonly GoldenCase[] = [
  ...rows(item, [
    ['a path is removed', operation({}), undefined, 'major', 'Whoever calls it gets a 404.'],
    ['a path is added', undefined, operation({}), 'minor', 'Nobody called it before.'],
    [
      'a method is removed',
      { ...operation({}), get: { responses: { 204: ok } } },
      operation({}),
      'major',
      'Whoever calls it gets a 405.',
    ],
    [
      'a method is added',
      operation({}),
      { ...operation({}), get: { responses: { 204: ok } } },
      'minor',
      'Nobody called it before.',
    ],
    [
      'parameters move from the path to its operation',
      { parameters: [q], ...operation({}) },
      parameters(q),
      'none',
      'The same requests are taken.',
    ],
  ]),
  ...rows(operation, [
    [
      'operationId changes',
      { operationId: 'oneName' },
      { operationId: 'otherName' },
      'major',
      'Programs built on a generated client call a method that is gone.',
    ],
    [
      'an operation is deprecated',
      {},
      { deprecated: true },
      'minor',
      'semver.org, clause 7: deprecating is a minor change.',
    ],
    ['an operation is no longer deprecated', { deprecated: true }, {}, 'patch', 'It works as it did.'],
    ['a description changes', { description: 'a' }, { description: 'b' }, 'patch', 'No program reads it.'],
    ['a summary is added', {}, { summary: 'a' }, 'patch', 'No program reads it.'],
    ['a tag changes', { tags: ['a'] }, { tags: ['b'] }, 'patch', 'Tags group pages of the reference.'],
  ]),
  ...rows(
    (fields) => parameters(...((fields as { list?: object[] }).list ?? [])),
    [
      ['an optional query parameter is added', { list: [] }, { list: [q] }, 'minor', 'Callers may leave it out.'],
      [
        'a required query parameter is added',
        { list: [] },
        { list: [{ ...q, required: true }] },
        'major',
        'Callers that do not know it are refused.',
      ],
      [
        'a query parameter is removed',
        { list: [q] },
        { list: [] },
        'major',
        'Callers that send it are refused, or silently not heard.',
      ],
      [
        'a query parameter is renamed',
        { list: [{ ...q, name: 'page_number' }] },
        { list: [{ ...q, name: 'page_numbers' }] },
        'major',
        'Callers send the old name.',
      ],
      [
        'a parameter moves from query to header',
        { list: [q] },
        { list: [{ ...q, in: 'header' }] },
        'major',
        'Callers send it in the old place.',
      ],
      [
        'a header parameter is spelled in other case',
        { list: [{ ...q, in: 'header', name: 'X-Page' }] },
        { list: [{ ...q, in: 'header', name: 'x-page' }] },
        'none',
        'RFC 9110 §5.1: names of fields have no case.',
      ],
      [
        'parameters change their order',
        { list: [q, { ...q, name: 'zoom' }] },
        { list: [{ ...q, name: 'zoom' }, q] },
        'none',
        'They are told by their names.',
      ],
    ],
  ),
  ...rows(query, [
    [
      'a parameter becomes required',
      { schema: text },
      { schema: text, required: true },
      'major',
      'Callers that leave it out are refused.',
    ],
    [
      'a parameter becomes optional',
      { schema: text, required: true },
      { schema: text },
      'minor',
      'Callers that send it go on as before.',
    ],
    [
      'a parameter is written in another style',
      { schema: { type: 'array', items: text } },
      { schema: { type: 'array', items: text }, explode: false },
      'major',
      'What callers write is read as something else.',
    ],
    [
      'a parameter is deprecated',
      { schema: text },
      { schema: text, deprecated: true },
      'minor',
      'semver.org, clause 7.',
    ],
    [
      'a named example is added',
      { schema: text },
      { schema: text, examples: { a: { value: 'a' } } },
      'patch',
      'No program reads it.',
    ],
    [
      'an example of a parameter changes',
      { schema: text, example: 'a' },
      { schema: text, example: 'b' },
      'patch',
      'No program reads it.',
    ],
  ]),
  ...rows(
    (variable) => operation({ servers: [{ url: 'https://{h}.example', variables: { h: variable } }] }),
    [
      [
        'a server has another default',
        { default: 'a' },
        { default: 'b' },
        'major',
        'Clients that use the default reach another address.',
      ],
    ],
  ),
  ...rows(
    (fields) => secured(...(fields as { list: object[] }).list),
    [
      [
        'authentication becomes required',
        { list: [] },
        { list: [{ oauth: [] }] },
        'major',
        'Callers without a token are refused.',
      ],
      [
        'authentication is dropped',
        { list: [{ oauth: [] }] },
        { list: [] },
        'minor',
        'Callers with a token go on as before.',
      ],
      [
        'a scope is required',
        { list: [{ oauth: ['a'] }] },
        { list: [{ oauth: ['a', 'b'] }] },
        'major',
        'Tokens without it are refused.',
      ],
      [
        'a scope is no longer required',
        { list: [{ oauth: ['a', 'b'] }] },
        { list: [{ oauth: ['a'] }] },
        'minor',
        'Tokens with it go on as before.',
      ],
      [
        'another scheme is accepted, too',
        { list: [{ oauth: [] }] },
        { list: [{ oauth: [] }, { basic: [] }] },
        'minor',
        'The known one is still accepted.',
      ],
      [
        'a scheme is no longer accepted',
        { list: [{ oauth: [] }, { basic: [] }] },
        { list: [{ oauth: [] }] },
        'major',
        'Callers that use it are refused.',
      ],
      [
        'a second scheme is required besides',
        { list: [{ oauth: [] }] },
        { list: [{ oauth: [], basic: [] }] },
        'major',
        'Callers have one of the two.',
      ],
      [
        'the order of alternatives changes',
        { list: [{ oauth: [] }, { basic: [] }] },
        { list: [{ basic: [] }, { oauth: [] }] },
        'none',
        'Each of them is accepted as before.',
      ],
    ],
  ),
  ...rows(item, [
    [
      'what holds for the whole document is said on the operation',
      operation({}),
      secured({ inherited: [] }),
      'none',
      'The same callers are accepted.',
    ],
  ]),
];
