import type { components } from '../../generated/types.ts';

type Schemas = components['schemas'];

/** What furnishes a world: calls with a token that may do anything, whose success is taken for granted. */
export interface Api {
  createKey(wanted: Partial<Schemas['NewApiKey']>): Promise<Schemas['CreatedApiKey']>;
  updateKey(clientId: string, patch: Schemas['ApiKeyPatch']): Promise<Schemas['ApiKeyDetails']>;
  addSecret(clientId: string): Promise<Schemas['CreatedSecret']>;
}

export function createApi(url: string, token: string): Api {
  const call = async <Body>(method: string, path: string, body: object): Promise<Body> => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Body;
  };
  return {
    createKey: (wanted) => call('POST', '/api-keys', { name: 'For a case', ...wanted }),
    updateKey: (clientId, patch) => call('PATCH', `/api-keys/${clientId}`, patch),
    addSecret: (clientId) => call('POST', `/api-keys/${clientId}/secrets`, {}),
  };
}
