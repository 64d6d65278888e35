import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the bench gave this server process to work with. */
export function settings<Settings>(): Settings {
  return JSON.parse(process.argv[2] ?? '{}') as Settings;
}

/** Serves an app on a port that the system chooses, and tells the bench where. */
export function serve(app: RequestListener): void {
  const server = createServer(app);
  server.listen(0, '127.0.0.1', () => ready({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
}

/** Tells the bench that this process can be called. It ends with the bench. */
export function ready<Details extends { url: string }>(details: Details): void {
  process.once('disconnect', () => process.exit());
  // By exit(), so that what a server put on the disk goes too.
  process.once('SIGINT', () => process.exit());
  process.send?.(details);
}
