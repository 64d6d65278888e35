import { statSync } from 'node:fs';
import path from 'node:path';
import { watch } from 'chokidar';

export interface Watching extends AsyncDisposable {
  /** Watches these as well. @param since when they were read: what was saved after that is told, too */
  add(paths: readonly string[], since: number): void;
}

/** Never of interest, and often large. */
const ignoredFolders = new Set(['node_modules', '.git', 'dist']);

/** Milliseconds in which changes count as one: an editor may write several files. */
const gathering = 30;

/** Milliseconds until what was added last is surely watched. */
const settling = 300;

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
  const known = new Set(paths);
  let gathered = new Set<string>();
  const gather = (file: string) => {
    if (gathered.size === 0) {
      setTimeout(() => {
        const files = [...gathered];
        gathered = new Set();
        changed(files);
      }, gathering);
    }
    gathered.add(path.resolve(file));
  };
  watcher.on('all', (_event, file) => gather(file));
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    add(more, since) {
      const added = more.filter((file) => !known.has(file));
      for (const file of added) known.add(file);
      watcher.add([...added]);
      // A file that is saved before it is watched would count as one that was there from the beginning.
      const look = () => added.filter((file) => changedAt(file) > since).forEach(gather);
      if (added.length > 0) setTimeout(look, settling).unref();
    },
    [Symbol.asyncDispose]: () => watcher.close(),
  };
}

/** Milliseconds since 1970; 0 if it isn't there. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? 0;
}
