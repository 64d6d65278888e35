import { Gauge } from 'prom-client';
import type { Store } from '../domain/store.ts';
import type { Metrics } from './metrics.ts';

/** What is asked for at each scrape. */
export interface Gauged {
  readonly store: Pick<Store, 'connections'>;
  /** Connections that callers hold now. */
  readonly openConnections: () => Promise<number>;
  /** Since when the key signs that signs now; milliseconds since 1970. */
  readonly signsFrom: () => number;
}

/** Adds what isn't counted, but looked at when somebody asks. */
export function addGauges({ registry }: Metrics, { store, openConnections, signsFrom }: Gauged): void {
  const registers = [registry];
  new Gauge({
    name: 'latchkey_http_connections',
    help: 'Connections that callers hold',
    registers,
    async collect() {
      this.set(await openConnections());
    },
  });
  new Gauge({
    name: 'latchkey_store_connections',
    help: 'Connections to the database, by state',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, idle } = store.connections();
      this.set({ state: 'busy' }, open - idle);
      this.set({ state: 'idle' }, idle);
    },
  });
  new Gauge({
    name: 'latchkey_store_calls_waiting',
    help: 'Calls that wait for a connection to the database',
    registers,
    collect() {
      this.set(store.connections().waiting);
    },
  });
  new Gauge({
    name: 'latchkey_signing_key_start_time_seconds',
    help: 'Since when the key signs that signs now, in seconds since 1970',
    registers,
    collect() {
      this.set(signsFrom() / 1000);
    },
  });
}
