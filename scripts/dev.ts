#!/usr/bin/env node
/** Watches the contract and the code: save, and types, server and mock follow. */
import { existsSync } from 'node:fs';
import { readOptions, run } from './lib/command.ts';
import { defaultSpec } from './lib/default-spec.ts';
import { startDevelopment } from './lib/dev/development.ts';
import { createScreen } from './lib/dev/screen.ts';
import { portOption } from './lib/listen.ts';

const help = `Usage: npm run dev -- [options]

Serves an OpenAPI 3.0 or 3.1 document and follows every change of it. A save is linted and bundled; server and mock
answer by it at once, in place; types and operation table are written, and the types of the project checked. A broken
document is told with file and line, and the last good one goes on being served. A change of the server's code starts
the server anew.

  --spec FILE         the document                          (default: spec/openapi.yaml)
  --out FOLDER        where the generated files go          (default: generated)
  --server MODULE     exports serve(contract, address)      (default: server/dev.ts, if it is there)
  --port N            where the server listens              (default: 8080)
  --mock-port N       where the mock listens                (default: 4010)
  --host HOST         the address that both listen on       (default: 127.0.0.1)
  --tsconfig FILE     the project whose types are checked   (default: tsconfig.json, if it is there)
  --help              this text
`;

await run(help, async () => {
  const options = readOptions({
    spec: { type: 'string', default: defaultSpec() },
    out: { type: 'string', default: 'generated' },
    server: { type: 'string' },
    port: { type: 'string', default: '8080' },
    'mock-port': { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    tsconfig: { type: 'string' },
  });
  const { spec, out, host } = options;
  const settings = {
    spec,
    out,
    serverModule: given('--server', options.server, 'server/dev.ts'),
    serverAddress: { port: portOption('--port', options.port), host },
    mockAddress: { port: portOption('--mock-port', options['mock-port']), host },
    typeConfig: given('--tsconfig', options.tsconfig, 'tsconfig.json'),
    screen: createScreen(),
  };
  if (!existsSync(spec)) throw new Error(`There is no ${spec}. Name the document with --spec.`);
  const development = await startDevelopment(settings);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      settings.screen.heading('stopping');
      await development[Symbol.asyncDispose]();
      process.exit();
    });
  }
});

/** The file that an option names, which must be there; else the usual one, if it is. */
function given(option: string, file: string | undefined, usual: string): string | undefined {
  if (file === undefined) return existsSync(usual) ? usual : undefined;
  if (!existsSync(file)) throw new Error(`${option} ${file}: there is no such file`);
  return file;
}
