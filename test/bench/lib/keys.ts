import Database from 'better-sqlite3';
import type { ApiKey, Secret } from '../../../server/domain/model.ts';
import { toKeyRow, toSecretRow } from '../../../server/storage/rows.ts';

/** Keys to be put where a service finds them. */
export interface KeysToInsert {
  /** The SQLite file. A service may have it open. */
  readonly file: string;
  /** The key that makes them, in whose organization they are. */
  readonly owner: string;
  readonly count: number;
  /** Called now and then with how many there are. */
  readonly report?: (inserted: number) => void;
}

/** Milliseconds from one key to the next. */
const interval = 1000;

/** So many at a time, between two reports. */
const batch = 50_000;

/**
 * Adds keys whose secrets nobody knows, past the service and in one transaction: through it, a million would take an
 * hour. They are named by `nameOf` and older than now.
 *
 * @returns their client ids, the oldest first
 */
export function insertKeys({ file, owner, count, report }: KeysToInsert): string[] {
  const database = new Database(file);
  try {
    // Each secret gets its key from the table of keys.
    database.pragma('foreign_keys = OFF');
    const ids = database.transaction(() => insert(database, owner, count, report)).immediate();
    database.pragma('wal_checkpoint(TRUNCATE)');
    return ids;
  } finally {
    database.close();
  }
}

/** @param number from 1 on, in the order in which keys were made */
export function nameOf(number: number): string {
  return `Key ${String(number).padStart(7, '0')}`;
}

function insert(database: Database.Database, owner: string, count: number, report = (_inserted: number) => {}) {
  const ofOwner = database.prepare<[string], string>('select organization_id from api_keys where client_id = ?');
  const organizationId = ofOwner.pluck().get(owner);
  if (organizationId === undefined) throw new Error('There is no owner');
  const before = database.prepare('select max(rowid) from api_keys').pluck().get();

  const key = toKeyRow(patternKey(organizationId, owner));
  const addKeys = insertion(database, 'api_keys', key, numbers, {
    client_id: "'key_' || printf('%08d', number) || hex(randomblob(7))",
    name: "printf('Key %07d', number)",
    created_at: '@start + number * @interval',
  });
  const start = Date.now() - (count + 1) * interval;
  for (let from = 1; from <= count; from += batch) {
    report(from - 1);
    addKeys.run({ ...key, start, interval, from, to: Math.min(from + batch - 1, count) });
  }

  const secret = toSecretRow(patternSecret, organizationId);
  const addSecrets = insertion(database, 'secrets', secret, 'api_keys where rowid > @before', {
    secret_id: "replace(client_id, 'key_', 'sec_')",
    client_id: 'client_id',
    created_at: 'created_at',
  });
  addSecrets.run({ ...secret, before });
  database
    .prepare('update organizations set key_count = key_count + ? where organization_id = ?')
    .run(count, organizationId);
  const added = database.prepare<[unknown], string>('select client_id from api_keys where rowid > ? order by rowid');
  return added.pluck().all(before);
}

const numbers = `(
  with recursive numbers(number) as (select @from union all select number + 1 from numbers where number < @to)
  select number from numbers
)`;

/** Rows that are alike but for what is computed for each. SQLite makes them many times as fast as JavaScript. */
function insertion(
  database: Database.Database,
  table: string,
  pattern: object,
  source: string,
  computed: Readonly<Record<string, string>>,
) {
  const columns = Object.keys(pattern);
  const values = columns.map((column) => computed[column] ?? `@${column}`);
  return database.prepare<object>(`insert into ${table} (${columns}) select ${values} from ${source}`);
}

const pattern = { clientId: '', createdAt: 0, expiresAt: null, lastUsedAt: null };

function patternKey(organizationId: string, createdBy: string): ApiKey {
  const state = { enabled: true, revision: 1, tokenGeneration: 0 };
  return { ...pattern, ...state, organizationId, createdBy, name: '', scopes: ['read:api-key'] };
}

const patternSecret: Secret = { ...pattern, secretId: '', digest: Buffer.alloc(32), digestKey: 'nobody' };
