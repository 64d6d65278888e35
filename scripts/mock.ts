#!/usr/bin/env node
/** Serves a mock of the contract, and follows what is saved. */
import { createServer } from 'node:http';
import { readOptions, run } from './lib/command.ts';
import { loadContract } from './lib/contract.ts';
import { defaultSpec } from './lib/default-spec.ts';
import { listen, portOption } from './lib/listen.ts';
import { createMock } from './lib/mock/index.ts';
import { failRateOption, latencyOption } from './lib/mock/options.ts';
import { ContractProblems } from './lib/problem.ts';
import { takeTurns } from './lib/turns.ts';
import { watchFiles } from './lib/watch.ts';

const help = `Usage: npm run mock -- [options]

Serves a mock of an OpenAPI 3.0 or 3.1 document, with CORS for every origin, and follows the document and every file
that it refers to. It answers with the examples of the document; ask for others with a Prefer header:

  Prefer: code=404                   the example of that status
  Prefer: code=400, example=NAME     one by its name
  Prefer: dynamic=true               values made from the schema

A token mock.read:pet,write:pet holds those scopes, mock. holds none, any other holds all.

  --spec FILE        the document                          (default: spec/openapi.yaml)
  --port N           where to listen                       (default: 4010)
  --host HOST        the address to listen on              (default: 127.0.0.1)
  --dynamic          make values from the schemas rather than answer with the examples
  --stateful         keep what is created, changed and deleted
  --seed TEXT        the same ids, times, made-up values and failures again
  --latency MS       how long an answer takes; a range such as 50-300
  --fail-rate SHARE  how many valid requests fail, 0 to 1, with the 429s and 5xx that are declared
  --help             this text
`;

await run(help, async () => {
  const options = readOptions({
    spec: { type: 'string', default: defaultSpec() },
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    dynamic: { type: 'boolean', default: false },
    stateful: { type: 'boolean', default: false },
    seed: { type: 'string' },
    latency: { type: 'string', default: '0' },
    'fail-rate': { type: 'string', default: '0' },
  });
  const { spec, host, dynamic, stateful, seed } = options;
  const port = portOption('--port', options.port);
  const failRate = failRateOption(options['fail-rate']);
  const latency = latencyOption(options.latency);
  const started = performance.now();

  const { document, files } = await loadContract(spec);
  const settings = { dynamic, stateful, latency, failRate, log: console.log, ...(seed !== undefined && { seed }) };
  const starting = createMock(document, settings);
  const server = createServer(async (request, response) => (await starting).listener(request, response));
  const [mock, url] = await Promise.all([starting, listen(server, { port, host }, '--port')]);
  let isBroken = false;

  const follow = takeTurns<string>(async () => {
    const loading = Date.now();
    try {
      const next = await loadContract(spec);
      watching.add(next.files, loading);
      await mock.swap(next.document);
      console.log(isBroken ? 'The contract is good again, and served.' : 'The contract was saved, and is served.');
      isBroken = false;
    } catch (error) {
      isBroken = true;
      if (error instanceof ContractProblems) watching.add(error.files, loading);
      console.error(`${(error as Error).message}\nThe last good contract goes on being served.`);
    }
  });
  const watching = await watchFiles(files, follow);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await watching[Symbol.asyncDispose]();
      server.close();
      server.closeAllConnections();
    });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`Mock of ${document.info.title} on ${url} (ready in ${seconds} s)`);
});
