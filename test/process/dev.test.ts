import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { root, sooner } from './run.ts';

/** Milliseconds: TypeScript and Prism are loaded anew by each start, on a machine that may be busy. */
const patience = 60_000;

let folder: string;
let running: Development | undefined;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dev-'));
});

afterEach(async () => {
  await running?.end();
  running = undefined;
  rmSync(folder, { recursive: true });
});

interface Development {
  /** Everything that it said. */
  output(): string;
  /** The first line after the last one waited for that has this in it. */
  line(part: string): Promise<string>;
  end(): Promise<void>;
}

/** `npm run dev` in the folder of the test, on ports that the system chooses. */
function develop(...options: string[]): Development {
  const child = spawn(
    process.execPath,
    [path.join(root, 'scripts/dev.ts'), '--port', '0', '--mock-port', '0', ...options],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, ...sooner, DATABASE_URL: 'sqlite::memory:' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  let seen = 0;
  const listeners = new Set<() => void>();
  const hear = (chunk: string) => {
    text += stripVTControlCharacters(chunk);
    for (const listener of listeners) listener();
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  running = {
    output: () => text,
    line: (part) =>
      new Promise((resolve) => {
        const look = () => {
          const lines = text.split('\n').slice(0, -1);
          const found = lines.findIndex((line, index) => index >= seen && line.includes(part));
          if (found === -1) return;
          seen = found + 1;
          listeners.delete(look);
          resolve(lines[found] ?? '');
        };
        listeners.add(look);
        look();
      }),
    end: () => endOf(child),
  };
  return running;
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill();
  await new Promise((resolve) => child.once('close', resolve));
}

const at = (file: string) => path.join(folder, file);

/** As many editors do: a whole new file takes the place of the old one. */
function save(file: string, text: string): void {
  writeFileSync(at(`.${path.basename(file)}.new`), text);
  renameSync(at(`.${path.basename(file)}.new`), at(file));
}

function edit(file: string, before: string, after: string): void {
  const text = readFileSync(at(file), 'utf8');
  expect(text).toContain(before);
  save(file, text.replaceAll(before, after));
}

const urlOf = (output: string, name: string) => new RegExp(`^  ${name} .*(http:\\S+)`, 'm').exec(output)?.[1] ?? '';
const statusOf = async (url: string) => (await fetch(url)).status;

test(
  'a saved contract is answered by server and mock, and generated; a broken one is told and kills nothing',
  async () => {
    cpSync(path.join(root, 'spec'), at('spec'), { recursive: true });
    const dev = develop('--server', path.join(root, 'server/dev.ts'));
    await dev.line('wrote openapi.json');
    const [server, mock] = ['server', 'mock'].map((name) => urlOf(dev.output(), name));
    for (const url of [server, mock]) expect(await statusOf(`${url}/health/live`)).toBe(200);

    edit('spec/openapi.yaml', '/health/live:', '/health/alive:');
    await dev.line('wrote openapi.json');
    for (const url of [server, mock]) {
      expect([await statusOf(`${url}/health/alive`), await statusOf(`${url}/health/live`)]).toEqual([200, 404]);
    }
    expect(readFileSync(at('generated/operations.ts'), 'utf8')).toContain('"/health/alive"');

    const good = readFileSync(at('spec/openapi.yaml'), 'utf8');
    edit('spec/openapi.yaml', '  /health/alive:', '  /health/alive: [');
    expect(await dev.line('yaml-syntax')).toMatch(/spec\/openapi\.yaml:\d+:\d+/);
    await dev.line('the last good one goes on being served');
    for (const url of [server, mock]) expect(await statusOf(`${url}/health/alive`)).toBe(200);
    expect(readFileSync(at('generated/operations.ts'), 'utf8')).toContain('"/health/alive"');

    save('spec/openapi.yaml', good.replaceAll('/health/alive', '/health/well'));
    await dev.line('wrote openapi.json');
    for (const url of [server, mock]) expect(await statusOf(`${url}/health/well`)).toBe(200);
  },
  patience,
);

const module = (answer: string) => `
import { createServer } from 'node:http';
export async function serve(contract, { port, host }) {
  const server = createServer((request, response) => response.end('${answer}'));
  await new Promise((resolve) => server.listen(port, host, resolve));
  const stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { url: 'http://' + host + ':' + server.address().port, swap: async () => {}, stop };
}
`;
const contract = (...operations: string[]) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: Object.fromEntries(
      operations.map((operationId) => [
        `/${operationId}`,
        { get: { operationId, responses: { 200: { description: 'Here.' } } } },
      ]),
    ),
  });

test(
  'saved code is served on the same port; code that does not load leaves the last one serving',
  async () => {
    save('openapi.json', contract('getThing'));
    cpSync(path.join(root, 'package.json'), at('package.json'));
    writeFileSync(at('server.mjs'), module('one'));
    const dev = develop('--spec', 'openapi.json', '--server', 'server.mjs');
    const url = urlOf(await dev.line('server '), 'server');
    const text = async () => await (await fetch(url)).text();
    await dev.line('wrote');
    expect(await text()).toBe('one');

    save('server.mjs', module('two'));
    await dev.line('runs the new code');
    expect(await text()).toBe('two');

    save('server.mjs', 'this is not code');
    await dev.line('SyntaxError');
    expect(await text()).toBe('two');

    save('server.mjs', "export async function serve() {\n  throw new Error('It has no hands');\n}\n");
    await dev.line('It has no hands');
    expect(await dev.line('server.mjs:2:')).toContain('serve');
    // The port is free for a moment, until the last good code has it again.
    await dev.line('the last good code goes on being served');
    expect(await text()).toBe('two');
  },
  patience,
);

test(
  'a contract that is broken from the start is served once it is good, and so is every file it refers to',
  async () => {
    const document = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { $ref: './shared.json' } },
    };
    save('openapi.json', JSON.stringify(document));
    const dev = develop('--spec', 'openapi.json');
    expect(await dev.line('openapi.json:1:')).toContain("Can't resolve $ref");
    await dev.line('waiting for a good one');

    save('shared.json', JSON.stringify({ get: { responses: { 200: { description: 'Here.' } } } }));
    const mock = urlOf(await dev.line('mock '), 'mock');
    await dev.line('wrote');
    expect(await statusOf(`${mock}/a`)).toBe(200);

    save('shared.json', JSON.stringify({ get: { responses: { 204: { description: 'Gone.' } } } }));
    await dev.line('wrote');
    expect(await statusOf(`${mock}/a`)).toBe(204);
  },
  patience,
);

test(
  'handlers that a saved contract asks for are named by file and line',
  async () => {
    save('openapi.json', contract('getThing'));
    writeFileSync(
      at('tsconfig.json'),
      JSON.stringify({ compilerOptions: { strict: true, types: [], skipLibCheck: true } }),
    );
    writeFileSync(
      at('handlers.ts'),
      "import type { operations } from './generated/types';\nexport const handlers: Record<keyof operations, 1> = { getThing: 1 };\n",
    );
    const dev = develop('--spec', 'openapi.json');
    await dev.line('no problems');
    save('openapi.json', contract('getThing', 'getOther'));
    expect(await dev.line('handlers.ts:2:14')).toContain("Property 'getOther' is missing");
    await dev.line('1 problem');
  },
  patience,
);

test.each([
  [['--server', 'nowhere.ts'], '--server nowhere.ts: there is no such file'],
  [['--mock-port', 'many'], '--mock-port must be 0 to 65535, not many'],
  [['--spec', 'nowhere.yaml'], 'There is no nowhere.yaml. Name the document with --spec.'],
])('%s is refused in one line', async (options, message) => {
  const dev = develop(...options);
  await dev.line(message);
});
