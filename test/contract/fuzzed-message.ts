import fc from 'fast-check';
import type { Contract, Operation } from './document.ts';
import type { Message } from './exchange.ts';
import { fuzzedBody } from './fuzzed-body.ts';

/** Any request that keeps to the operation's method and path template; its credentials are put in by the caller. */
export function fuzzedMessage(contract: Contract, operation: Operation, valid: Fuzz): fc.Arbitrary<Message> {
  return fc
    .record({
      path: fc.oneof(
        { weight: 4, arbitrary: fc.constant(valid.path) },
        { weight: 1, arbitrary: pathValue.map((value) => operation.path.replace(/\{.*?\}/g, () => value)) },
      ),
      query: query(operation, valid.query),
      headers: headers(operation, valid.authorization),
      body: fuzzedBody(contract, operation, valid.bodies),
    })
    .map(({ path, query, headers, body: [contentType, body] }) => {
      const type: Record<string, string> = contentType === undefined ? {} : { 'Content-Type': contentType };
      return { method: operation.method, path: path + query, headers: { ...headers, ...type }, body };
    });
}

/** What is valid for an operation, for the fuzzer to stay near it. */
export interface Fuzz {
  readonly authorization: string | undefined;
  /** The path as it is sent. */
  readonly path: string;
  readonly query: string;
  readonly bodies: readonly unknown[];
}

/** Any Unicode text. */
const text = fc.string({ unit: 'binary', maxLength: 60 });
const escaped = text.map(encodeURIComponent);

const pathValue = fc.oneof(
  escaped.filter((segment) => segment !== ''),
  fc.constantFrom(
    '%00',
    '%ZZ',
    '%2F',
    '%2e%2e',
    '__proto__',
    'null',
    '%C0%AF',
    '%F0%9F%92%A9',
    'key_',
    'a'.repeat(3000),
  ),
  fc.stringMatching(/^key_[0-9A-Za-z]{22}$/),
);

function query({ parameters }: Operation, valid: string): fc.Arbitrary<string> {
  const known = namesIn(parameters, 'query');
  const name = fc.oneof(fc.constantFrom(...known, 'colour', '__proto__', 'access_token'), escaped);
  const odd = fc.constantFrom(
    '',
    '0',
    '-1',
    '1',
    '100',
    '101',
    '1e2',
    '1.0',
    '%D9%A3',
    '%00',
    '%ZZ',
    'null',
    '[]',
    '9'.repeat(30),
    'true',
    '2030-02-30T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999999999Z',
    '0.a',
    '999999999999999.~',
  );
  const pair = fc
    .tuple(name, fc.constantFrom('=', '', '[]=', '[a]=', '=%22'), fc.oneof(odd, escaped))
    .map((parts) => parts.join(''));
  const raw = fc.stringMatching(/^[\w%&=[\].+;,'()*?/:@!$-]{0,40}$/);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('', valid && `?${valid}`) },
    { weight: 3, arbitrary: fc.array(pair, { maxLength: 4 }).map((pairs) => `?${pairs.join('&')}`) },
    raw.map((characters) => `?${characters}`),
  );
}

/** Left out: what HTTP itself defines an answer to outside any operation (Expect, Host), and framing. */
function headers({ parameters }: Operation, authorization: string | undefined): fc.Arbitrary<Record<string, string>> {
  const value = fc.stringMatching(/^[\x21-\x7e\xa0-\xff][\x20-\x7e\xa0-\xff]{0,60}$/);
  const declared = namesIn(parameters, 'header');
  const name = fc.oneof(
    ...(declared.length > 0 ? [fc.constantFrom(...declared)] : []),
    fc.constantFrom(
      'Accept',
      'Content-Encoding',
      'X-Request-Id',
      'If-None-Match',
      'Range',
      'Cookie',
      'Origin',
      'X-Forwarded-For',
    ),
    fc.stringMatching(/^x-[a-z]{1,12}$/),
  );
  const encodings = fc.constantFrom('gzip', 'deflate', 'br', 'identity', 'gzip, gzip');
  const credentials = fc.oneof(
    { weight: 8, arbitrary: fc.constant(authorization) },
    value,
    value.map((rest) => `Bearer ${rest}`),
    value.map((rest) => `Basic ${btoa(rest)}`),
  );
  return fc
    .record({
      others: fc.dictionary(name, value, { maxKeys: 3 }),
      encoding: fc.option(encodings, { freq: 10, nil: undefined }),
      credentials,
    })
    .map(({ others, encoding, credentials }) => ({
      ...others,
      ...(encoding !== undefined && { 'Content-Encoding': encoding }),
      ...(credentials !== undefined && { Authorization: credentials }),
    }));
}

function namesIn(parameters: Operation['parameters'], place: string): string[] {
  return parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
}
