import { both, type GoldenCase, operation, query, read, rows, sent } from './case.ts';

const text = { type: 'string' };
const empty = { ...text, minLength: 0 };
const list = { type: 'array', items: text };
const thing = { type: 'object', properties: { a: text } };
const ref = { $ref: '#/components/schemas/Thing' };
const schemas = { before: { Thing: thing }, after: { Thing: thing } };
const here = [{ url: 'https://one.example' }];
const there = [{ url: 'https://one.example' }, { url: 'https://quite.another.test' }];

/** Keywords that say what holds without them, and other ways to say the same. */
export const spellingCases: readonly GoldenCase[] = [
  ...rows(both, [
    ['minLength 0 is written', text, { ...text, minLength: 0 }, 'none', 'No text is shorter.'],
    ['minItems 0 is written', list, { ...list, minItems: 0 }, 'none', 'No list is shorter.'],
    ['minProperties 0 is written', thing, { ...thing, minProperties: 0 }, 'none', 'No object has fewer.'],
    ['uniqueItems false is written', list, { ...list, uniqueItems: false }, 'none', 'It is the default.'],
    ['nullable false is written', ref, { allOf: [ref], nullable: false }, 'none', 'It is the default.'],
    ['readOnly false is written', text, { ...text, readOnly: false }, 'none', 'It is the default.'],
    ['an empty list of required properties is written', thing, { ...thing, required: [] }, 'none', 'It asks for none.'],
    [
      'additionalProperties true is written',
      thing,
      { ...thing, additionalProperties: true },
      'none',
      'It is the default.',
    ],
    ['additionalProperties {} is written', thing, { ...thing, additionalProperties: {} }, 'none', 'It is the default.'],
    [
      'an extension is added to a schema',
      text,
      { ...text, 'x-note': 'a' },
      'none',
      'The standard gives it no meaning.',
    ],
    [
      'required properties change their order',
      { ...thing, required: ['a', 'b'] },
      { ...thing, required: ['b', 'a'] },
      'none',
      'It is a set.',
    ],
    [
      'an integer above 0 is one from 1 on',
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'integer', minimum: 1 },
      'none',
      'There is none between.',
    ],
    [
      'minLength 0 is written of properties that are called like keywords',
      { type: 'object', properties: { default: text, mapping: text, 'x-id': text } },
      { type: 'object', properties: { default: empty, mapping: empty, 'x-id': empty } },
      'none',
      'They are schemas like any other.',
    ],
    [
      'a property that is called like an extension is removed',
      { type: 'object', properties: { a: text, 'x-id': text } },
      thing,
      'major',
      'It is a property like any other.',
    ],
  ]).map((one) => ({ ...one, schemas })),
  ...[{ allOf: [ref], nullable: true }, { oneOf: [ref, { type: 'null' }] }, { anyOf: [{ type: 'null' }, ref] }].flatMap(
    (before, index) =>
      rows(both, [
        [
          `null beside a reference is written as in OpenAPI 3.1 (${index + 1})`,
          before,
          { anyOf: [ref, { type: 'null' }] },
          'none',
          'The same values are taken.',
        ],
      ]).map((one) => ({ ...one, schemas })),
  ),
  ...rows(sent, [
    [
      'minimum becomes a lower exclusiveMinimum',
      { type: 'number', minimum: 0 },
      { type: 'number', exclusiveMinimum: -5 },
      'minor',
      'All that was taken still is.',
    ],
    [
      'minimum becomes an exclusiveMinimum of the same number',
      { type: 'number', minimum: 0 },
      { type: 'number', exclusiveMinimum: 0 },
      'major',
      'That number itself is refused.',
    ],
    [
      'a lower minimum is written beside an exclusiveMinimum',
      { type: 'number', exclusiveMinimum: 0 },
      { type: 'number', exclusiveMinimum: 0, minimum: -5 },
      'none',
      'The other one is decisive.',
    ],
    [
      'maximum becomes a higher exclusiveMaximum',
      { type: 'number', maximum: 5 },
      { type: 'number', exclusiveMaximum: 9 },
      'minor',
      'All that was taken still is.',
    ],
    [
      'request: a closed object gains a pattern of names',
      { ...thing, additionalProperties: false },
      { ...thing, additionalProperties: false, patternProperties: { '^x': text } },
      'minor',
      'Names of that kind were refused.',
    ],
    [
      'request: a closed object loses a pattern of names',
      { ...thing, additionalProperties: false, patternProperties: { '^x': text, '^y': text } },
      { ...thing, additionalProperties: false, patternProperties: { '^y': text } },
      'major',
      'Names of that kind are refused.',
    ],
    [
      'request: an open object gains a pattern of names',
      thing,
      { ...thing, patternProperties: { '^x': text } },
      'major',
      'Names of that kind had any value.',
    ],
  ]),
  ...rows(read, [
    [
      'response: a closed object gains a pattern of names',
      { ...thing, additionalProperties: false },
      { ...thing, additionalProperties: false, patternProperties: { '^x': text } },
      'minor',
      'Each property that follows would be minor.',
    ],
    [
      'response: a closed object loses a pattern of names',
      { ...thing, additionalProperties: false, patternProperties: { '^x': text } },
      { ...thing, additionalProperties: false },
      'major',
      'Clients that read it no longer get it.',
    ],
  ]),
  ...rows(query, [
    [
      'the default style of a query parameter is written',
      { schema: list },
      { schema: list, style: 'form', explode: true },
      'none',
      'It is the default.',
    ],
    [
      'the default style of a query parameter is no longer written',
      { schema: list, style: 'form', explode: true },
      { schema: list },
      'none',
      'It is the default.',
    ],
    [
      'that a parameter is optional is written',
      { schema: text },
      { schema: text, required: false },
      'none',
      'It is the default.',
    ],
    [
      'an extension is added to a parameter',
      { schema: text },
      { schema: text, 'x-note': 'a' },
      'none',
      'The standard gives it no meaning.',
    ],
  ]),
  ...rows(
    (schema) => operation({ parameters: [{ name: 'X-P', in: 'header', ...schema }] }),
    [
      [
        'the default style of a header parameter is written',
        { schema: list },
        { schema: list, style: 'simple', explode: false },
        'none',
        'It is the default.',
      ],
    ],
  ),
  ...rows(
    (fields) => fields,
    [
      [
        'a path gets the servers of the document',
        operation({}),
        { servers: here, ...operation({}) },
        'none',
        'The same.',
      ],
      [
        'a path gets a further server',
        operation({}),
        { servers: there, ...operation({}) },
        'minor',
        'The known one stays.',
      ],
      [
        'a path gets another server',
        operation({}),
        { servers: there.slice(1), ...operation({}) },
        'major',
        'Callers reach the old one.',
      ],
      [
        'an operation gets another server',
        operation({}),
        operation({ servers: there.slice(1) }),
        'major',
        'Callers reach the old one.',
      ],
      [
        'servers move from the path to its operation',
        { servers: there.slice(1), ...operation({}) },
        operation({ servers: there.slice(1) }),
        'none',
        'The same.',
      ],
    ],
  ),
];
