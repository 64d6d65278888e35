import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenApiDocument } from '../document.ts';
import { createMock, type Mock, type MockOptions } from '../mock/index.ts';
import type { Address } from './server-thread.ts';

/** The mock of a development session: started by the first contract, swapped in place by the others. */
export interface MockUnderDevelopment extends AsyncDisposable {
  /** @throws why it can't; what was served before still is */
  serve(document: OpenApiDocument): Promise<string>;
}

export function createMockUnderDevelopment({ port, host }: Address, options: MockOptions): MockUnderDevelopment {
  let mock: Mock | undefined;
  let server: Server | undefined;
  let url = '';
  return {
    async serve(document) {
      if (mock) {
        await mock.swap(document);
        return url;
      }
      const first = await createMock(document, options);
      const starting = createServer(first.listener).listen(port, host);
      await once(starting, 'listening');
      [mock, server] = [first, starting];
      url = `http://${host}:${(starting.address() as AddressInfo).port}`;
      return url;
    },
    async [Symbol.asyncDispose]() {
      server?.closeAllConnections();
      server?.close();
    },
  };
}
