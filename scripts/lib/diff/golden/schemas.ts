import { both, type GoldenCase, querySchema, read, rows, sent } from './case.ts';

const text = { type: 'string' };
const shape = (fields: object) => ({ type: 'object', ...fields });
const a = { type: 'object', properties: { a: text } };
const b = { type: 'object', properties: { b: text } };
const ab = { type: 'object', properties: { a: text, b: text } };

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const node = (value: object) => ({
  Node: shape({ properties: { value, children: { type: 'array', items: ref('Node') } } }),
});
const shared: readonly GoldenCase[] = [
  {
    name: 'a shared schema that is sent and read gains an enum value',
    before: both(ref('S')),
    after: both(ref('S')),
    schemas: { before: { S: { enum: ['a'] } }, after: { S: { enum: ['a', 'b'] } } },
    expected: 'major',
    why: 'The worst of both sides.',
  },
  {
    name: 'a shared schema that is only sent gains an enum value',
    before: sent(ref('S')),
    after: sent(ref('S')),
    schemas: { before: { S: { enum: ['a'] } }, after: { S: { enum: ['a', 'b'] } } },
    expected: 'minor',
    why: 'Nobody reads it.',
  },
  {
    name: 'a recursive schema changes below its own reference',
    before: read(ref('Node')),
    after: read(ref('Node')),
    schemas: { before: node(text), after: node({ type: 'integer' }) },
    expected: 'major',
    why: 'Clients read it at every depth.',
  },
  {
    name: 'a schema moves into the components',
    before: both(ab),
    after: both(ref('AB')),
    schemas: { before: {}, after: { AB: ab } },
    expected: 'none',
    why: 'Messages and types are the same.',
  },
  {
    name: 'a schema of the components is written out',
    before: both(ref('AB')),
    after: both(ab),
    schemas: { before: { AB: ab }, after: {} },
    expected: 'patch',
    why: 'Messages are the same; generated types lose a name.',
  },
  {
    name: 'an allOf with a reference is written out',
    before: both({ allOf: [ref('A'), b] }),
    after: both(ab),
    schemas: { before: { A: a }, after: { A: a } },
    expected: 'none',
    why: 'The same objects are taken.',
  },
  {
    name: 'a schema that nothing uses changes',
    before: read(text),
    after: read(text),
    schemas: { before: { Unused: text }, after: { Unused: { type: 'integer' } } },
    expected: 'patch',
    why: 'No message can show it.',
  },
  {
    name: 'a read-only property of a sent schema gains a limit',
    before: sent(ref('S')),
    after: sent(ref('S')),
    schemas: {
      before: { S: shape({ properties: { id: { ...text, readOnly: true } } }) },
      after: { S: shape({ properties: { id: { ...text, readOnly: true, maxLength: 5 } } }) },
    },
    expected: 'patch',
    why: 'It is never sent.',
  },
];

export const schemaCases: readonly GoldenCase[] = [
  ...rows(querySchema, [
    [
      'the type of a query parameter is narrowed',
      { type: 'number' },
      { type: 'integer' },
      'major',
      'Callers that send fractions are refused.',
    ],
    [
      'the type of a query parameter is widened',
      { type: 'integer' },
      { type: 'number' },
      'minor',
      'Callers go on as before.',
    ],
    [
      'the default of a query parameter changes',
      { ...text, default: 'a' },
      { ...text, default: 'b' },
      'major',
      'Callers that leave it out get something else.',
    ],
  ]),
  ...shared,
];
