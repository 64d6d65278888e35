/** Makes a key for a program, lets that program call, and takes the key away again. */
import { createLatchkeyClient } from '../client/index.ts';

const {
  LATCHKEY_URL: baseUrl = 'http://localhost:8080',
  CLIENT_ID: clientId = '',
  CLIENT_SECRET: clientSecret = '',
} = process.env;
const latchkey = createLatchkeyClient({ baseUrl, clientId, clientSecret });

const created = await latchkey.createApiKey({ body: { name: 'Billing worker', scopes: ['read:api-key'] } });
console.log(`Created ${created.clientId}`);

// What the program does with its own client id and secret:
const worker = createLatchkeyClient({ baseUrl, clientId: created.clientId, clientSecret: created.clientSecret });
const { meta } = await worker.listApiKeys({ limit: 1 });
console.log(`The worker sees ${meta.total} keys`);

await latchkey.deleteApiKey({ clientId: created.clientId });
const { status } = await worker.answers.listApiKeys().catch(() => ({ status: 401 }));
console.log(`After its key was deleted it gets ${status}`);
