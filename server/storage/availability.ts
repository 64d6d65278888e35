import { type Store, StoreUnavailable } from '../domain/store.ts';

/** SQLite's primary result codes for a database that can't be used now, though nothing is wrong with the statement. */
const unavailable = [
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_IOERR',
  'SQLITE_FULL',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_NOTADB',
  'SQLITE_CORRUPT',
];

type AsyncStore = Omit<Store, 'connections'>;
type AnyMethod = (...parameters: unknown[]) => Promise<unknown>;

/** The same store, in which a database that can't be reached throws StoreUnavailable. */
export function translateErrors(store: AsyncStore): AsyncStore {
  const methods = Object.entries<AnyMethod>({ ...store } as never).map(([name, method]) => [
    name,
    async (...parameters: unknown[]) => {
      try {
        return await method(...parameters);
      } catch (error) {
        throw isUnavailable(error) ? new StoreUnavailable(error) : error;
      }
    },
  ]);
  return Object.fromEntries(methods) as AsyncStore;
}

function isUnavailable(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && unavailable.some((prefix) => code.startsWith(prefix));
}
