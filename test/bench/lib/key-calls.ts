import { bearer, type Call } from './call.ts';
import { expectJson, expectNothing } from './expectations.ts';
import { insertKeys } from './keys.ts';
import { eachKey, newKeys } from './requests.ts';
import type { ServerName } from './stage.ts';

function read(id: string, title: string, server: ServerName): Call {
  return {
    id,
    title,
    server,
    expectation: expectJson(200, 'secrets'),
    prepare: (stage) => {
      const { keyId, token } = stage.get('latchkey');
      return { request: { method: 'GET', path: `/api-keys/${keyId}`, headers: bearer(token) } };
    },
  };
}

export const reads: readonly Call[] = [
  read('bare', 'Express alone, the bytes of getApiKey', 'bare'),
  read('validator', 'Express with the validator, the same', 'validator'),
  read('get', 'Latchkey getApiKey, authenticated', 'latchkey'),
];

export const changes: readonly Call[] = [
  {
    id: 'create',
    title: 'Latchkey createApiKey, synced to disk',
    server: 'changing',
    expectation: expectJson(201, 'clientSecret'),
    prepare: (stage) => ({
      request: {
        method: 'POST',
        path: '/api-keys',
        headers: { ...bearer(stage.get('changing').token), 'content-type': 'application/json' },
      },
      variants: newKeys(),
    }),
  },
  {
    id: 'delete',
    title: 'Latchkey deleteApiKey, synced to disk',
    server: 'changing',
    expectation: expectNothing(204),
    prepare: (stage, room) => {
      const { file, clientId, token } = stage.get('changing');
      return {
        request: { method: 'DELETE', headers: bearer(token) },
        variants: eachKey(insertKeys({ file, owner: clientId, count: room })),
      };
    },
  },
];
