/** In a browser: your own back end hands out short-lived tokens, and the secret stays with it. */
import { createLatchkeyClient } from '../client/index.ts';

/** @param fetchToken asks your back end, say `async () => (await fetch('/token')).text()` */
export async function keyNames(baseUrl: string, fetchToken: () => Promise<string>): Promise<string[]> {
  const latchkey = createLatchkeyClient({ baseUrl, accessToken: fetchToken });
  const { apiKeys } = await latchkey.listApiKeys({ limit: 100 });
  return apiKeys.map(({ name }) => name);
}
