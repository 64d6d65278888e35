import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { expect, test } from 'vitest';
import type { OpenApiDocument } from '../document.ts';
import { library } from './testing/library.ts';
import { type RunningMock, startMock } from './testing/running.ts';

const petstore = 'node_modules/@readme/oas-examples/3.0/json/petstore.json';
const pet = { name: 'Rex', photoUrls: [] };
const asMerge = { 'Content-Type': 'application/merge-patch+json' };

test('an operation that declares no success is answered with a warning', async () => {
  await using mock = await startMock(petstore);
  const answer = await mock.call('POST', '/pet', pet);
  expect(answer.headers.get('Mock-Warning')).toBe('The contract declares no success for this operation.');
  const asked = await mock.call('POST', '/pet', pet, { Prefer: 'code=405' });
  expect([asked.status, asked.headers.get('Mock-Warning')]).toEqual([405, null]);
});

test('what is only sent to the server is not sampled, also in lists and envelopes', async () => {
  await using mock = await startMock(withoutExamples(library));
  const { data } = (await mock.call('GET', '/authors')).body;
  expect(data[0]).toHaveProperty('name');
  expect(data[0]).not.toHaveProperty('passcode');
  const one = (await mock.call('GET', '/authors/7')).body;
  expect(one.data).toHaveProperty('name');
  expect(one.data).not.toHaveProperty('passcode');
});

test('a body is held to its own media type, not to one that is like it', async () => {
  const changed = structuredClone(library);
  const content = {
    'application/json': { schema: { type: 'object', required: ['name'] } },
    'application/merge-patch+json': { schema: { type: 'object', properties: { name: { type: 'string' } } } },
  };
  Object.assign(changed.paths?.['/authors/{author_id}']?.patch ?? {}, { requestBody: { content } });
  await using mock = await startMock(changed);
  const patch = async (body: object, headers = {}) => (await mock.call('PATCH', '/authors/7', body, headers)).status;
  expect(await patch({ born: '1929-10-21' }, asMerge)).toBe(200);
  expect(await patch({ name: 5 }, { 'Content-Type': 'Application/Merge-Patch+JSON; charset=utf-8' })).toBe(422);
  expect(await patch({ name: 5 })).toBe(200);
  expect(await patch({})).toBe(422);
});

test('a target may name the host', async () => {
  await using mock = await startMock(library);
  const targets = ['http://foo/authors', 'HTTPS://foo:80/v2/authors?page=1', 'http://foo', 'http://foo?page=1'];
  const statuses = await Promise.all(targets.map((target) => statusOf(mock, target)));
  expect(statuses).toEqual([200, 200, 404, 404]);
});

test('a refusal says why in a header, in a line of ASCII that pages may read', async () => {
  await using mock = await startMock('spec/openapi.yaml');
  const reason = async (...call: Parameters<RunningMock['call']>) =>
    (await mock.call(...call)).headers.get('Mock-Reason');
  const refused = await mock.call('POST', '/api-keys', { name: '' });
  expect(refused.headers.get('Mock-Reason')).toContain('body.name');
  expect(refused.headers.get('Access-Control-Expose-Headers')).toContain('Mock-Reason');
  expect(await reason('GET', '/api-keys/')).toContain('Did you mean /api-keys?');
  expect(await reason('GET', '/api-keys/some/')).toContain('Did you mean /api-keys/some?');
  expect(await reason('GET', `/api-keys?${encodeURIComponent('é\r\n'.repeat(99))}=1`)).toMatch(/^[\x20-\x7e]{200}$/);
  expect(await reason('GET', '/api-keys')).toBe(null);
});

/** fetch sends paths alone. */
async function statusOf({ url }: RunningMock, target: string): Promise<number | undefined> {
  const sent = request(url, { path: target }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

function withoutExamples(document: OpenApiDocument): OpenApiDocument {
  return JSON.parse(JSON.stringify(document, (name, value) => (name === 'example' ? undefined : value)));
}
