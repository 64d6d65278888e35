import path from 'node:path';
import { watch } from 'chokidar';

export interface Watching extends AsyncDisposable {
  /** Watches these as well. */
  add(paths: readonly string[]): void;
}

/** Never of interest, and often large. */
const ignoredFolders = new Set(['node_modules', '.git', 'dist']);

/** Milliseconds in which changes count as one: an editor may write several files. */
const gathering = 15;

/**
 * Calls back with the files that were written, made or deleted below these folders and files, a few milliseconds later.
 *
 * @returns once everything is watched
 */
export async function watchFiles(
  paths: readonly string[],
  changed: (files: readonly string[]) => unknown,
): Promise<Watching> {
  const watcher = watch([...paths], {
    ignoreInitial: true,
    // A rename over a file is reported at once, not after it was seen that nothing else follows.
    atomic: false,
    ignored: (file) => ignoredFolders.has(path.basename(file)),
  });
  let gathered = new Set<string>();
  watcher.on('all', (_event, file) => {
    if (gathered.size === 0) {
      setTimeout(() => {
        const files = [...gathered];
        gathered = new Set();
        changed(files);
      }, gathering);
    }
    gathered.add(path.resolve(file));
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    add: (more) => void watcher.add([...more]),
    [Symbol.asyncDispose]: () => watcher.close(),
  };
}
