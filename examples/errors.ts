/** What can go wrong, and how a program tells it apart. */
import { ApiError, ConnectionError, createLatchkeyClient } from '../client/index.ts';

const {
  LATCHKEY_URL: baseUrl = 'http://localhost:8080',
  CLIENT_ID: clientId = '',
  CLIENT_SECRET: clientSecret = '',
} = process.env;
const latchkey = createLatchkeyClient({ baseUrl, clientId, clientSecret });

// By throwing: a success is the body, anything else an error with a stable code.
try {
  await latchkey.getApiKey({ clientId: 'key_that_never_was' });
} catch (error) {
  if (error instanceof ApiError) console.log(`${error.status} ${error.code}`);
  else if (error instanceof ConnectionError) console.log('The service is not there');
  else throw error;
}

// By status: the compiler knows which body each status has.
const answer = await latchkey.answers.createApiKey({ body: { name: '' } });
if (answer.status === 400)
  console.log(answer.body.errors?.map(({ pointer, message }) => `${pointer} ${message}`).join('\n'));

// With a limit of its own for one call.
await latchkey
  .listApiKeys({}, { timeout: 1, signal: AbortSignal.timeout(1000) })
  .catch((error: Error) => console.log(error.name));
