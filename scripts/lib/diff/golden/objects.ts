import { type GoldenCase, type Keyword, onBothSides, read, sent } from './case.ts';

const text = { type: 'string' };
const shape = (fields: object) => ({ type: 'object', ...fields });
const a = { type: 'object', properties: { a: text } };
const b = { type: 'object', properties: { b: text } };
const ab = { type: 'object', properties: { a: text, b: text } };
const closed = { additionalProperties: false };

const changes: readonly Keyword[] = [
  [
    'null is allowed beside an allOf',
    { allOf: [a, { minProperties: 1 }] },
    { allOf: [a, { minProperties: 1 }], nullable: true },
    'minor',
    'major',
    'OpenAPI 3.0: clients meet null where there was always an object.',
  ],
  [
    'an object loses its only property',
    a,
    shape({}),
    'major',
    'major',
    'Callers are no longer heard, clients no longer find it.',
  ],
  [
    'maxProperties is lowered',
    { ...a, maxProperties: 9 },
    { ...a, maxProperties: 5 },
    'major',
    'minor',
    'Callers that send more are refused.',
  ],
  ['minProperties is dropped', { ...a, minProperties: 1 }, a, 'minor', 'major', 'Clients meet empty objects.'],
  [
    'an object is closed by unevaluatedProperties',
    a,
    { ...a, unevaluatedProperties: false },
    'major',
    'minor',
    'Callers that send more are refused.',
  ],
  [
    'an object gets its first property',
    shape({}),
    a,
    'minor',
    'minor',
    'Who sends may leave it out, who reads may ignore it.',
  ],
  ['an optional property is added', a, ab, 'minor', 'minor', 'Who sends may leave it out, who reads may ignore it.'],
  [
    'an optional property is added to a closed object',
    { ...a, ...closed },
    { ...ab, ...closed },
    'minor',
    'minor',
    'Readers ignore what they do not know, closed or not; a schema is no reader.',
  ],
  [
    'a required property is added',
    a,
    { ...ab, required: ['b'] },
    'major',
    'minor',
    'Callers that do not know it are refused.',
  ],
  [
    'a required property that is read-only is added',
    a,
    shape({ properties: { a: text, b: { ...text, readOnly: true } }, required: ['b'] }),
    'patch',
    'minor',
    'It is never sent.',
  ],
  ['a property is removed', ab, a, 'major', 'major', 'Callers are no longer heard, clients no longer find it.'],
  [
    'a property is removed from a closed object',
    { ...ab, ...closed },
    { ...a, ...closed },
    'major',
    'major',
    'Callers that send it are refused.',
  ],
  [
    'a property becomes required',
    ab,
    { ...ab, required: ['a'] },
    'major',
    'minor',
    'Callers that leave it out are refused; clients can rely on it.',
  ],
  [
    'a property becomes optional',
    { ...ab, required: ['a'] },
    ab,
    'minor',
    'major',
    'Clients that read it may not find it.',
  ],
  ['an object is closed', a, { ...a, ...closed }, 'major', 'minor', 'Callers that send more are refused.'],
  [
    'an object is opened',
    { ...a, ...closed },
    a,
    'minor',
    'minor',
    'Every property that follows would be minor, so is the leave to add some.',
  ],
  [
    'a map takes another type',
    shape({ additionalProperties: text }),
    shape({ additionalProperties: { type: 'integer' } }),
    'major',
    'major',
    'Nothing of the old kind is left.',
  ],
  ['an allOf of two parts is written out', { allOf: [a, b] }, ab, 'none', 'none', 'The same objects are taken.'],
  [
    'a oneOf gains a variant',
    { oneOf: [a, { type: 'integer' }] },
    { oneOf: [a, { type: 'integer' }, { type: 'boolean' }] },
    'minor',
    'major',
    'Clients meet a variant that they do not know.',
  ],
  [
    'a oneOf loses a variant',
    { oneOf: [a, { type: 'integer' }, { type: 'boolean' }] },
    { oneOf: [a, { type: 'integer' }] },
    'major',
    'minor',
    'Callers that send it are refused.',
  ],
  [
    'an allOf gains a part',
    { allOf: [a, { minProperties: 1 }] },
    { allOf: [a, { minProperties: 1 }, { maxProperties: 9 }] },
    'major',
    'minor',
    'Callers whose objects do not fit it are refused.',
  ],
];

/** What an object has, and how schemas are put together. */
export const objectCases: readonly GoldenCase[] = onBothSides(changes, sent, read);
