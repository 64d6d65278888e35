import { createServer, type Server } from 'node:http';
import type { OpenApiDocument } from '../document.ts';
import { type Address, listen } from '../listen.ts';
import { createMock, type Mock, type MockOptions } from '../mock/index.ts';

/** The mock of a development session: started by the first contract, swapped in place by the others. */
export interface MockUnderDevelopment extends AsyncDisposable {
  /** @throws why it can't; what was served before still is */
  serve(document: OpenApiDocument): Promise<string>;
}

export function createMockUnderDevelopment(address: Address, options: MockOptions): MockUnderDevelopment {
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
      const starting = createServer(first.listener);
      url = await listen(starting, address, '--mock-port');
      [mock, server] = [first, starting];
      return url;
    },
    async [Symbol.asyncDispose]() {
      server?.closeAllConnections();
      server?.close();
    },
  };
}
