import { randomBytes } from 'node:crypto';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AuditEntry } from '../../../server/domain/audit.ts';
import type { ApiKey, Secret } from '../../../server/domain/model.ts';
import { toAuditRow, toKeyRow, toSecretRow } from '../../../server/storage/rows.ts';
import type { Tables } from '../../../server/storage/tables.ts';

/** Keys by their numbers. */
export interface Batch {
  readonly organizationId: string;
  readonly owner: string;
  readonly from: number;
  readonly to: number;
  /** When number 0 was made, and milliseconds from one to the next. */
  readonly start: number;
  readonly interval: number;
}

/** Rows that are alike but for what is computed for each. Databases make them many times as fast as JavaScript. */
export async function insertBatch(db: Kysely<Tables>, batch: Batch): Promise<string[]> {
  const { organizationId, from, to } = batch;
  const suffix = randomBytes(7).toString('hex');
  const id = (prefix: string) => sql`${prefix} || ${padded(8)} || ${suffix}`;
  const client_id = id('key_');
  const created_at = sql`cast(${batch.start} as bigint) + number * ${sql.lit(batch.interval)}`;
  const insert = (table: keyof Tables, pattern: object, computed: Computed) =>
    insertion(table, { ...pattern, created_at, ...computed }, numbers(from, to));

  const keys = insert('api_keys', patternKey(batch), { client_id, name: sql`'Key ' || ${padded(7)}` });
  const secrets = insert('secrets', patternSecret(batch), { client_id, secret_id: id('sec_') });
  const entries = insert('audit_entries', patternEntry(batch), { audit_id: id('aud_'), target: client_id });
  return await db.transaction().execute(async (transaction) => {
    const { rows } = await sql<{ client_id: string }>`${keys} returning client_id`.execute(transaction);
    await secrets.execute(transaction);
    await entries.execute(transaction);
    await sql`update organizations set key_count = key_count + ${sql.lit(to - from + 1)}
      where organization_id = ${organizationId}`.execute(transaction);
    return rows.map((row) => row.client_id);
  });
}

type Computed = Readonly<Record<string, RawBuilder<unknown>>>;

function insertion(table: keyof Tables, row: Readonly<Record<string, unknown>>, source: RawBuilder<unknown>) {
  const columns = Object.keys(row).map((column) => sql.ref(column));
  return sql`insert into ${sql.table(table)} (${sql.join(columns)}) select ${sql.join(Object.values(row))} from ${source}`;
}

function numbers(from: number, to: number): RawBuilder<unknown> {
  return sql`(
    with recursive numbers(number) as (
      select ${sql.lit(from)} union all select number + 1 from numbers where number < ${sql.lit(to)}
    )
    select number from numbers
  ) as numbers`;
}

/** The number with so many digits at least. */
function padded(digits: number): RawBuilder<unknown> {
  const text = sql`cast(number as text)`;
  return sql`substr(${sql.lit('0'.repeat(digits))}, length(${text}) + 1) || ${text}`;
}

const pattern = { clientId: '', createdAt: 0, expiresAt: null, lastUsedAt: null };
const scopes = ['read:api-key'];

function patternKey({ organizationId, owner }: Batch) {
  const state = { enabled: true, revision: 1, tokenGeneration: 0 };
  const key: ApiKey = { ...pattern, ...state, organizationId, createdBy: owner, name: '', scopes };
  return toKeyRow(key);
}

function patternSecret({ organizationId }: Batch) {
  const secret: Secret = { ...pattern, secretId: '', digest: Buffer.alloc(32), digestKey: 'nobody' };
  return toSecretRow(secret, organizationId);
}

function patternEntry({ organizationId, owner }: Batch) {
  const entry: AuditEntry = {
    auditId: '',
    organizationId,
    at: 0,
    actor: owner,
    action: 'api_key.created',
    outcome: 'done',
    target: null,
    requestId: '12345678-1234-4234-8234-123456789012',
    address: '127.0.0.1',
    before: null,
    after: {
      name: 'Key 1234567',
      scopes,
      enabled: true,
      expiresAt: null,
      secrets: [{ secretId: 'sec_1234567890123456789012', expiresAt: null }],
    },
  };
  return toAuditRow(entry);
}
