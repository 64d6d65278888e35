import { createConnection } from 'node:net';

/** Resolves once nobody listens there any more. */
export async function refusal(url: string | URL): Promise<void> {
  const { hostname, port } = new URL(url);
  for (;;) {
    const probe = createConnection(Number(port), hostname);
    const isOpen = await new Promise<boolean>((resolve) => {
      probe.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    probe.destroy();
    if (!isOpen) return;
  }
}
