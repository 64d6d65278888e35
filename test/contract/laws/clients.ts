import assert from 'node:assert/strict';
import type { World } from '../world.ts';
import { form, json } from './calls.ts';
import { ask, type Law, type LawCall, refuse } from './law.ts';

/** The endpoints at which clients authenticate, and what each asks for. */
const endpoints: readonly [operationId: string, question: object][] = [
  ['issueToken', { grant_type: 'client_credentials' }],
  ['introspectToken', { token: 'any' }],
  ['revokeToken', { token: 'any' }],
];

/** What is promised of client authentication (RFC 6749 §2.3.1), alike at every OAuth endpoint. */
export const clientLaws: readonly Law[] = endpoints.flatMap(([operationId, question]): Law[] => {
  const operationIds = [operationId];
  const asked = (contentType: string, more: object = {}, headers: Record<string, string> = {}): LawCall => {
    return { operationId, contentType, body: { ...question, ...more }, headers };
  };
  return [
    {
      name: `${operationId} takes credentials by HTTP Basic or in the body, as a form or as JSON`,
      operationIds,
      async hold(world) {
        const { clientId: client_id, clientSecret: client_secret } = await world.fills({});
        const Authorization = basic(client_id, client_secret);
        for (const contentType of [form, json]) {
          await ask(world, 200, asked(contentType, { client_id, client_secret }));
          await ask(world, 200, asked(contentType, {}, { Authorization }));
          await ask(world, 200, asked(contentType, { client_id: '', client_secret: '' }, { Authorization }));
        }
        const encoded = [...client_id].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');
        await ask(world, 200, asked(form, {}, { Authorization: basic(encoded, client_secret) }));
      },
    },
    {
      name: `${operationId} refuses credentials that come twice, in part, or wrong`,
      operationIds,
      async hold(world) {
        const { clientId: client_id, clientSecret: client_secret } = await world.fills({});
        const headers = { Authorization: basic(client_id, client_secret) };
        for (const contentType of [form, json]) {
          for (const more of [{ client_id, client_secret }, { client_id }, { client_secret }]) {
            await refuse(world, 400, 'invalid_request', asked(contentType, more, headers));
          }
          for (const more of [{}, { client_id }, { client_secret }, { client_id, client_secret: '' }]) {
            await refuse(world, 401, 'invalid_client', asked(contentType, more));
          }
          for (const wrong of [
            { client_id, client_secret: `${client_secret} ` },
            { client_id, client_secret: `${client_secret}\u00e9` },
            { client_id, client_secret: client_secret.toLowerCase() },
            { client_id: `${client_id} `, client_secret },
            { client_id: 'key_nobody', client_secret },
          ]) {
            await refuse(world, 401, 'invalid_client', asked(contentType, wrong));
          }
        }
        for (const Authorization of [basic(client_id, 'wrong'), basic('key_nobody', client_secret), 'Basic x']) {
          await refuse(world, 401, 'invalid_client', asked(form, {}, { Authorization }));
        }
      },
    },
    {
      name: `${operationId} says nothing of whether there is a client`,
      operationIds,
      async hold(world) {
        const { clientId } = await world.fills({});
        const refusals = [clientId, 'key_nobody', 'no such key'].map((client_id) =>
          ask(world, 401, asked(form, { client_id, client_secret: 'wrong' })),
        );
        const texts = (await Promise.all(refusals)).map(({ text }) => text);
        assert.equal(new Set(texts).size, 1);
      },
    },
    {
      name: `${operationId} ignores what it does not know, and reads only texts`,
      operationIds,
      async hold(world) {
        const credentials = await bodyCredentials(world);
        await ask(world, 200, asked(form, { ...credentials, resource: 'https://api.example', colour: 'red' }));
        const members = [
          'client_id',
          'client_secret',
          'scope',
          'token_type_hint',
          'anything',
          ...Object.keys(question),
        ];
        for (const member of members) {
          for (const value of [null, 1, true, [], {}]) {
            await refuse(world, 400, 'invalid_request', asked(json, { ...credentials, [member]: value }));
          }
        }
        for (const member of Object.keys(question)) {
          await refuse(world, 400, 'invalid_request', asked(form, { ...credentials, [member]: '' }));
        }
      },
    },
  ];
});

async function bodyCredentials(world: World) {
  const { clientId, clientSecret } = await world.fills({});
  return { client_id: clientId, client_secret: clientSecret };
}

function basic(clientId: string, clientSecret: string): string {
  return `Basic ${btoa(`${clientId}:${clientSecret}`)}`;
}
