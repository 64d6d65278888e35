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

/** What this process has used since it started. */
export interface Usage {
  readonly cpuSeconds: number;
  /** Resident memory now, and the most there ever was. */
  readonly bytes: number;
  readonly mostBytes: number;
}

/** Tells the bench that this process can be called, and what it has used whenever asked. It ends with the bench. */
export function ready(details: { url: string }): void {
  process.once('disconnect', () => process.exit());
  process.on('message', () => process.send?.(usageNow()));
  process.send?.(details);
}

function usageNow(): Usage {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
  return { cpuSeconds, bytes: process.memoryUsage.rss(), mostBytes: maxRSS * 1024 };
}
