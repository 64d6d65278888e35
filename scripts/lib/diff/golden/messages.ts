import { answers, type GoldenCase, described as ok, operation, readHeader, rows } from './case.ts';

const text = { type: 'string' };
const json = { 'application/json': { schema: text } };
const xml = { 'application/xml': { schema: text } };
const item = (fields: object) => fields;
const body = (content: object, required = false) => operation({ requestBody: { required, content } });

/** Bodies, answers and their headers. */
export const messageCases: readonly GoldenCase[] = [
  ...rows(item, [
    ['an optional body is added', operation({}), body(json), 'minor', 'Callers may send none.'],
    ['a required body is added', operation({}), body(json, true), 'major', 'Callers that send none are refused.'],
    ['a body is removed', body(json), operation({}), 'major', 'Callers that send one are refused or not heard.'],
    ['a body becomes required', body(json), body(json, true), 'major', 'Callers that send none are refused.'],
    ['a body becomes optional', body(json, true), body(json), 'minor', 'Callers that send one go on as before.'],
    [
      'a media type is added to a request',
      body(json),
      body({ ...json, ...xml }),
      'minor',
      'The known one is still taken.',
    ],
    [
      'a media type is removed from a request',
      body({ ...json, ...xml }),
      body(json),
      'major',
      'Callers that send it get a 415.',
    ],
    [
      'a media type of a request gets a schema',
      body({ 'application/json': {} }),
      body(json),
      'major',
      'Anything was taken, now only text.',
    ],
  ]),
  ...rows(
    (encoding) =>
      operation({
        requestBody: {
          content: {
            'multipart/form-data': { schema: { type: 'object', properties: { p: text } }, encoding: { p: encoding } },
          },
        },
      }),
    [
      [
        'a part of a form is written as another type',
        { contentType: 'text/plain' },
        { contentType: 'application/json' },
        'major',
        'Callers write it in the old way.',
      ],
    ],
  ),
  ...rows(
    (encoding) =>
      operation({
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { p: { type: 'array', items: text } } },
              encoding: { p: encoding },
            },
          },
        },
      }),
    [
      [
        'a list in a form is no longer written item by item',
        { style: 'form' },
        { style: 'form', explode: false },
        'major',
        'Callers write it in the old way.',
      ],
    ],
  ),
  ...rows(answers, [
    [
      'a 404 is added',
      { 204: ok },
      { 204: ok, 404: ok },
      'minor',
      'RFC 9110 §15: clients must cope with any status of a known class.',
    ],
    ['a 202 is added', { 204: ok }, { 202: ok, 204: ok }, 'minor', 'The same: an unknown 2xx is a success.'],
    ['a success is removed', { 200: ok, 204: ok }, { 204: ok }, 'major', 'Clients that wait for it no longer get it.'],
    [
      'an error is removed',
      { 204: ok, 404: ok },
      { 204: ok },
      'major',
      'Mostly another one takes its place, and clients that branch on it fall through.',
    ],
    [
      'a media type is added to a response',
      { 200: { ...ok, content: json } },
      { 200: { ...ok, content: { ...json, ...xml } } },
      'minor',
      'Clients that ask for the known one get it.',
    ],
    [
      'a media type is removed from a response',
      { 200: { ...ok, content: { ...json, ...xml } } },
      { 200: { ...ok, content: json } },
      'major',
      'Clients that ask for it get a 406, or what they can not read.',
    ],
    [
      'a response header is added',
      { 204: ok },
      { 204: { ...ok, headers: { 'X-H': { schema: text } } } },
      'minor',
      'Unknown fields are ignored.',
    ],
    [
      'a response header is removed',
      { 204: { ...ok, headers: { 'X-H': { schema: text } } } },
      { 204: ok },
      'major',
      'Clients that read it no longer find it.',
    ],
    ['an extension is added beside answers', { 204: ok }, { 204: ok, 'x-note': 'a' }, 'none', 'It has no meaning.'],
    [
      'the words for a status change',
      { 204: ok },
      { 204: { description: 'well done' } },
      'patch',
      'No program reads them.',
    ],
  ]),
  ...rows(
    (schema) => answers({ default: { ...ok, content: { 'application/json': { schema } } } }),
    [['a default answer says that its text may be empty', text, { ...text, minLength: 0 }, 'none', 'It may anyway.']],
  ),
  ...rows(readHeader, [
    [
      'a response header becomes optional',
      { required: true, schema: text },
      { schema: text },
      'major',
      'Clients that read it may not find it.',
    ],
    [
      'a response header becomes required',
      { schema: text },
      { required: true, schema: text },
      'minor',
      'Clients can rely on it.',
    ],
  ]),
];
