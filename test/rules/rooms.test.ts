import { expect, test } from 'vitest';
import { type Import, importsOf, read, sourcesOf } from './imports.ts';

interface Room {
  /** A folder or a file. */
  readonly room: string;
  readonly except?: readonly string[];
  /** What it may import: a folder with `/` at its end, a file, a package; `package:*` is every package but Node's. */
  readonly may: readonly string[];
  /** What it may import types from. */
  readonly mayForTypes?: readonly string[];
}

const anyPackage = ['package:*', 'node:*'];

/** DESIGN §2, one row a room. */
const rooms: readonly Room[] = [
  { room: 'generated', may: ['generated/'] },
  { room: 'server/edge', may: ['server/edge/', ...anyPackage] },
  { room: 'server/http', may: ['server/http/', 'server/edge/', 'server/domain/', 'generated/'] },
  { room: 'server/domain', may: ['server/domain/', 'node:crypto', 'jose', 'lru-cache'] },
  {
    room: 'server/storage',
    may: [
      'server/storage/',
      'server/domain/',
      'kysely',
      'better-sqlite3',
      'pg',
      'node:crypto',
      'node:fs',
      'node:path',
      'node:timers/promises',
    ],
  },
  { room: 'server/app.ts', may: ['server/', 'generated/'] },
  ...['server/docs.ts', 'server/openapi.ts', 'server/read-only.ts'].map((room) => ({
    room,
    may: ['server/docs.ts', 'server/read-only.ts', 'express', 'node:*'],
  })),
  { room: 'server/housekeeping.ts', may: ['server/domain/', 'server/edge/'] },
  {
    room: 'server/metrics',
    may: ['server/metrics/', 'server/domain/', 'prom-client', 'node:fs', 'node:http'],
    mayForTypes: ['server/edge/', 'server/http/', 'node:net'],
  },
  { room: 'server/readiness.ts', may: ['server/domain/', 'server/in-time.ts'] },
  { room: 'server/in-time.ts', may: ['server/domain/'] },
  { room: 'server/service.ts', may: ['server/', 'node:timers/promises'] },
  { room: 'server/main.ts', may: ['server/serve.ts', 'node:module', 'node:url'] },
  { room: 'server/serve.ts', may: ['server/', 'node:module'] },
  { room: 'server/dev.ts', may: ['server/'] },
  { room: 'server/admin.ts', may: ['server/admin/'] },
  {
    room: 'server/admin',
    may: [
      'server/admin/',
      'server/domain/',
      'server/storage/',
      'server/http/times.ts',
      'server/config.ts',
      'server/service-secret.ts',
      'server/sync-folder.ts',
      'generated/',
      'node:fs',
      'node:path',
      'node:util',
    ],
  },
  { room: 'server/config.ts', may: ['server/domain/', 'node:net'], mayForTypes: ['server/rate-limits.ts'] },
  {
    room: 'server/rate-limits.ts',
    may: ['server/domain/', 'server/counters/', 'server/networks.ts', 'node:crypto'],
  },
  {
    room: 'server/counters',
    may: ['server/counters/', 'server/domain/', 'server/in-time.ts', 'rate-limiter-flexible', 'lru-cache'],
  },
  { room: 'server/networks.ts', may: ['node:net'] },
  { room: 'client', may: ['client/', 'generated/', 'openapi-fetch'] },
  { room: 'scripts', may: ['scripts/', 'generated/', ...anyPackage] },
  { room: 'spec', may: [] },
  {
    room: 'test',
    except: ['test/bench/', 'test/rules/'],
    may: [
      'test/',
      'client/',
      'generated/',
      'scripts/',
      'docs/page/',
      'server/admin/',
      'server/app.ts',
      'server/rate-limits.ts',
      'server/storage/',
      'server/domain/organizations.ts',
      'server/domain/secrets.ts',
      'server/domain/store.ts',
      ...anyPackage,
    ],
    mayForTypes: ['server/domain/'],
  },
];

/** A file's own licence beyond its room's, with the reason. */
const exceptions: readonly [file: string, target: string, reason: string][] = [
  ['server/domain/secrets.ts', 'node:zlib', 'CRC-32 alone, a pure function'],
];

test.each(rooms)('$room imports only what it may', (room) => {
  const files = sourcesOf(room.room).filter((file) => !room.except?.some((folder) => file.startsWith(folder)));
  expect(files.flatMap((file) => breaches(room, importsOf(file, read(file))))).toEqual([]);
});

test('a breach is found, whichever way it imports, and told with file, line and rule', () => {
  const file = 'server/domain/x.ts';
  const text = [
    "import express from 'express';",
    "import type { Kysely } from 'kysely';",
    "import { crc32 } from 'node:zlib';",
    "import { calculateJwkThumbprint } from 'jose';",
    "export { generate } from '../../scripts/lib/generate.ts';",
    "const later = await import('../storage/index.ts');",
    "type Table = import('../../generated/types.ts').paths;",
    "import './store.ts';",
  ].join('\n');
  const rule = 'server/domain may import only server/domain/, node:crypto, jose, lru-cache';
  expect(breaches(roomOf('server/domain'), importsOf(file, text))).toEqual([
    `${file}:1 imports express: ${rule}`,
    `${file}:2 imports kysely: ${rule}`,
    `${file}:3 imports node:zlib: ${rule}`,
    `${file}:5 imports scripts/lib/generate.ts: ${rule}`,
    `${file}:6 imports server/storage/index.ts: ${rule}`,
    `${file}:7 imports generated/types.ts: ${rule}`,
  ]);
});

test('a type may come from where a value may not', () => {
  const text = [
    "import type { Store } from '../server/domain/store.ts';",
    "import { a } from '../server/domain/a.ts';",
  ];
  const found = breaches(roomOf('test'), importsOf('test/x.ts', text.join('\n')));
  expect(found).toEqual([expect.stringMatching(/^test\/x\.ts:2 imports server\/domain\/a\.ts: /)]);
});

test('every exception is still needed', () => {
  for (const [file, target] of exceptions) {
    expect(importsOf(file, read(file)).map((found) => found.target)).toContain(target);
  }
  expect(read('server/domain/secrets.ts')).toContain("import { crc32 } from 'node:zlib';");
});

test('every source file of the server is in some room', () => {
  const known = [
    ...rooms.map(({ room }) => room),
    'server/log.ts',
    'server/service-secret.ts',
    'server/sync-folder.ts',
  ];
  const strays = sourcesOf('server').filter(
    (file) => !known.some((room) => file === room || file.startsWith(`${room}/`)),
  );
  expect(strays).toEqual([]);
});

function roomOf(name: string): Room {
  const found = rooms.find(({ room }) => room === name);
  if (!found) throw new Error(`There is no room ${name}`);
  return found;
}

function breaches({ room, may, mayForTypes = [] }: Room, imports: readonly Import[]): string[] {
  return imports
    .filter(({ file, target, isTypeOnly }) => {
      const allowed = isTypeOnly ? [...may, ...mayForTypes] : may;
      const isException = exceptions.some(([one, other]) => one === file && other === target);
      return !isException && !allowed.some((pattern) => fits(target, pattern));
    })
    .map(({ file, line, target }) => `${file}:${line} imports ${target}: ${room} may import only ${may.join(', ')}`);
}

function fits(target: string, pattern: string): boolean {
  const isOurs = /^(server|client|scripts|generated|test|spec|examples|docs)\//.test(target);
  if (pattern === 'node:*') return target.startsWith('node:');
  if (pattern === 'package:*') return !isOurs && !target.startsWith('node:');
  return pattern.endsWith('/') ? target.startsWith(pattern) : target === pattern || target.startsWith(`${pattern}/`);
}
