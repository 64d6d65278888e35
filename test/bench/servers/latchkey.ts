/** The whole service as it runs in production: a SQLite file that is synced at each commit, and a log. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createApp } from '../../../server/app.ts';
import { createLog } from '../../../server/log.ts';
import { openStore } from '../../../server/storage/index.ts';
import { ready } from '../lib/child.ts';

// Beside the bench rather than in the system's temporary folder, which often is memory, where a sync costs nothing.
const parent = fileURLToPath(new URL('../data/', import.meta.url));
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(parent);
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const file = `${folder}/latchkey.db`;
const store = await openStore(`sqlite:${file}`);
const app = await createApp({ store, serviceSecret: randomBytes(32), log: createLog('info') });
const { firstKey } = app;
if (!firstKey) throw new Error('A fresh store must give a first key');

ready<LatchkeyDetails>({ url: await app.listen(0, '127.0.0.1'), ...firstKey, file });

export interface LatchkeyDetails {
  readonly url: string;
  /** The first key, with every scope. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The store's, where keys may be added past the service. */
  readonly file: string;
}
