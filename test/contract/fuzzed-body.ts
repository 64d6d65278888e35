import fc from 'fast-check';
import { type Contract, follow, type Operation, type Schema } from './document.ts';

/** A content type, and what is sent under it. */
export type Body = [contentType: string | undefined, body: string | Uint8Array | undefined];

/** Any Unicode text. */
const text = fc.string({ unit: 'binary', maxLength: 60 });

const otherTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'APPLICATION/JSON',
  'application/json; charset=utf-16',
  '*/*',
  ';',
  'json',
];

/** What parsers have been caught on. */
const hostile = [
  '',
  'null',
  '"',
  '[]',
  '1e400',
  '\ufeff{}',
  '{"__proto__":{}}',
  '{"name":"\\ud800"}',
  '['.repeat(9000),
  'x'.repeat(20_000),
  '%ZZ=%',
];

/** Bodies near the valid ones, far from them, and bytes. */
export function fuzzedBody(
  contract: Contract,
  { requestBody }: Operation,
  bodies: readonly unknown[],
): fc.Arbitrary<Body> {
  const declared = Object.keys(requestBody.content);
  const names = Object.values(requestBody.content).flatMap(({ schema = {} }) =>
    propertyNames(follow(contract, schema)),
  );
  const near = mutated(bodies.length > 0 ? bodies : [{}], names);
  const type = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...declared, 'application/json') },
    fc
      .tuple(fc.constantFrom(...declared, 'application/json'), fc.stringMatching(/^[a-z]{1,8}=[\w"'-]{0,8}$/))
      .map((parts) => parts.join('; ')),
    fc.constantFrom(...otherTypes),
  );
  const asJson = near.map((value) => JSON.stringify(value));
  const asForm = near.map((value) => new URLSearchParams(Object.entries(value).map(formField)).toString());
  const bytes = fc.oneof(asJson, asForm, fc.json(), fc.constantFrom(...hostile), fc.uint8Array({ maxLength: 200 }));
  const sent = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constant('application/json'), asJson) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('application/x-www-form-urlencoded'), asForm) },
    { weight: 4, arbitrary: fc.tuple(fc.option(type, { freq: 8, nil: undefined }), bytes) },
  );
  return declared.length > 0
    ? sent
    : fc.oneof({ weight: 3, arbitrary: fc.constant<Body>([undefined, undefined]) }, sent);
}

/** A valid object with members changed, added and taken away. */
function mutated(bodies: readonly unknown[], names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const changes = fc.dictionary(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names, 'constructor', '__proto__') }, text),
    fc.oneof(
      fc.jsonValue(),
      text,
      fc.constantFrom(null, '', 0, 2 ** 53, '\u0000', '2030-02-30T00:00:00Z', '0000-00-00T24:00:00Z', ['', '']),
      fc.array(text),
    ),
    { maxKeys: 3 },
  );
  const gone = fc.subarray([...names], { maxLength: Math.min(1, names.length) });
  const sometimes = fc.option(changes, { freq: 1, nil: {} });
  return fc
    .tuple(fc.constantFrom(...bodies), sometimes, fc.option(gone, { freq: 1, nil: [] as string[] }))
    .map(([valid, changed, without]) => {
      const entries = Object.entries({ ...(valid as object), ...changed });
      return Object.fromEntries(entries.filter(([name]) => !without.includes(name)));
    });
}

/** A form has only texts; not every object can be made one. */
function formField([name, value]: [string, unknown]): [string, string] {
  return [name, typeof value === 'string' ? value : JSON.stringify(value)];
}

function propertyNames({ properties = {} }: Schema): string[] {
  return Object.keys(properties as object);
}
