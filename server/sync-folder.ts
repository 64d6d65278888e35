import { closeSync, fsyncSync, openSync } from 'node:fs';

/** A new name is on the disk once its folder is. Windows has no such call, and no need of it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}
