import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, run } from '../test/process/run.ts';

const contract = (...options: string[]) => run('scripts/contract.ts', options);

const spec = `
openapi: 3.1.0
info: { title: Clock, version: "1" }
paths:
  /time:
    get:
      operationId: tellTime
      parameters: [{ name: zone, in: query, schema: { type: string, enum: [utc, local] } }]
      responses:
        "200": { description: Now., content: { application/json: { schema: { type: object, required: [now] } } } }
        "400": { description: No such zone. }
        "500": { description: Oops. }
`;

const notes = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
paths:
  /notes:
    post:
      operationId: addNote
      requestBody: { required: true, content: { application/json: { schema: { type: object, required: [text], properties: { text: { type: string, maxLength: 9 } } } } } }
      responses: { "201": { description: Added., content: { application/json: { schema: { type: object, required: [id] } } } } }
  /notes/{id}:
    delete:
      operationId: removeNote
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: Removed. } }
`;

let server: Server;
let url: string;
let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
const file = (name: string) => path.join(folder.path, name);

/** A clock that takes any zone. */
beforeAll(async () => {
  folder = await mkdtempDisposable(path.join(tmpdir(), 'latchkey-contract-'));
  await writeFile(file('clock.yaml'), spec);
  await writeFile(file('notes.yaml'), notes);
  await writeFile(file('empty.yaml'), 'openapi: 3.1.0\ninfo: { title: Nothing, version: "1" }\npaths: {}\n');
  await writeFile(
    file('good.yaml'),
    '- { place: "tellTime refuse *", reason: zones are to come }\n- { place: "* status 500", reason: a defect }\n- { place: "tellTime status 400", reason: zones are to come }\n- { place: "tellTime refused *", reason: zones are to come }\n',
  );
  await writeFile(file('idle.yaml'), '- { place: "tellTime location", reason: none }\n');
  await writeFile(file('silent.yaml'), '- { place: "tellTime refuse *" }\n');
  server = createServer((request, response) => {
    const isTime = request.url?.startsWith('/v1/time') && request.method === 'GET';
    response.writeHead(isTime ? 200 : 405, isTime ? { 'Content-Type': 'application/json' } : { Allow: 'GET' });
    response.end(isTime ? '{"now":1}' : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await folder[Symbol.asyncDispose]();
});

describe('npm run contract', { timeout: 40_000 }, () => {
  test('names what fails, with a curl line, and writes both reports', async () => {
    const reports = ['--markdown', file('report.md'), '--json', file('report.json')];
    const { code, stdout, stderr } = await contract('--spec', file('clock.yaml'), '--target', url, ...reports);
    expect(code).toBe(1);
    expect(stdout).toContain('1) tellTime · refuse · query zone');
    expect(stdout).toContain(`curl -i '${url}/time?zone=`);
    expect(stdout).toMatch(/not covered: tellTime status 400, status 500/);
    expect(stdout).toMatch(/requests to 1 operations in .* 1 failure · coverage/);
    expect(stderr).toMatch(/✗ tellTime \d+\/\d+, 1 failed/);
    expect(await readFile(file('report.md'), 'utf8')).toContain('### `tellTime` · refuse · `query zone`');
    expect(JSON.parse(await readFile(file('report.json'), 'utf8'))).toMatchObject({
      seed: 1,
      failures: [{ check: 'refuse' }],
    });
  });

  test('passes where an exemption with a reason allows what fails, gaps and all', async () => {
    const exempt = ['--exempt', file('good.yaml'), '--complete'];
    const { code, stdout } = await contract('--spec', file('clock.yaml'), '--target', url, ...exempt);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('no failure (1 exempt)') });
  });

  test('an exemption that exempts nothing fails', async () => {
    const exempt = ['--exempt', file('idle.yaml'), '--skip', 'refuse'];
    const { code, stdout } = await contract('--spec', file('clock.yaml'), '--target', url, ...exempt);
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('exempt for nothing: tellTime location'),
    });
  });

  test.each([
    [['--target', 'http://127.0.0.1:1'], 'Nothing answers at http://127.0.0.1:1 (ECONNREFUSED)'],
    [
      ['--target', 'URL', '--json', '/no/such/folder/report.json'],
      "--json /no/such/folder/report.json can't be written",
    ],
    [['--target', 'URL', '--spec', 'EMPTY'], 'Nothing was tested'],
    [['--target', 'URL', '--only', 'sing'], 'The document has no operation sing'],
    [['--target', 'URL', '--exempt', 'SILENT'], 'the exemption of tellTime refuse * has no reason'],
  ])('refuses %s in one sentence', async (options, message) => {
    const filled = options.map((option) =>
      option
        .replace(/^URL$/, url)
        .replace(/^SILENT$/, file('silent.yaml'))
        .replace(/^EMPTY$/, file('empty.yaml')),
    );
    const { code, stdout, stderr } = await contract('--spec', file('clock.yaml'), ...filled);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('a target that speaks another protocol is named', async () => {
    const other = createTcpServer((socket) => socket.end('SSH-2.0-other\r\n')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const target = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const { code, stderr } = await contract('--spec', file('clock.yaml'), '--target', target);
    other.close();
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining(`${target} does not speak HTTP(S): Parse Error`),
    });
  });

  test('Ctrl-C ends the run, removes what it made and tells what was found', async () => {
    const kept = new Set<string>();
    let made = 0;
    const interrupted = createServer((request, response) => {
      request.resume();
      const id = request.url?.split('/').at(-1) ?? '';
      if (request.method === 'DELETE') return response.writeHead(kept.delete(id) ? 204 : 404).end();
      kept.add(String(++made));
      if (made === 20) child.kill('SIGINT');
      return response.writeHead(201, { 'Content-Type': 'application/json' }).end(`{"id":"${made}"}`);
    }).listen(0, '127.0.0.1');
    await once(interrupted, 'listening');
    const target = `http://127.0.0.1:${(interrupted.address() as AddressInfo).port}`;
    const options = ['--spec', file('notes.yaml'), '--target', target, '--random', '900'];
    const child = spawn(process.execPath, ['scripts/contract.ts', ...options], { cwd: root });
    let stdout = '';
    child.stdout.on('data', (text: Buffer) => (stdout += text));
    child.stderr.resume();
    const [code] = await once(child, 'close');
    interrupted.close();
    expect({ code, kept: kept.size }).toEqual({ code: 130, kept: 0 });
    expect(stdout).toContain('addNote · ');
    expect(stdout).toContain('interrupted: ');
  });

  test('--help says what every option does, and --checks what is asserted', async () => {
    expect((await contract('--help')).stdout).toContain('--allow-destructive');
    expect((await contract('--checks')).stdout).toMatch(/^closed .*\(off unless enabled\)$/m);
  });
});
