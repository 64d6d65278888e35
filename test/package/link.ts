/**
 * Stands for `npm install` in a folder that uses our packages: they are unpacked from their tarballs, and what they
 * depend on is linked from this project, so that nothing is fetched. What they import and don't name is not found.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  bin?: Record<string, string>;
}

/** @param dist where `npm run build` put the tarballs */
export function linkPackages(folder: string, dist: string): void {
  const modules = path.join(folder, 'node_modules');
  const tarballs = readdirSync(dist).filter((file) => file.endsWith('.tgz'));
  const manifests = tarballs.map((tarball): Manifest => {
    const unpacked = path.join(modules, tarball.replace(/-\d.*$/, ''));
    mkdirSync(unpacked, { recursive: true });
    execFileSync('tar', ['-xzf', path.join(dist, tarball), '-C', unpacked, '--strip-components=1']);
    return JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8'));
  });
  for (const name of new Set(manifests.flatMap(({ dependencies = {} }) => Object.keys(dependencies)))) {
    link(path.join(ours, name), path.join(modules, name));
  }
  for (const { name, bin = {} } of [...manifests, { name: 'typescript', bin: { tsc: 'bin/tsc' } }]) {
    for (const [command, file] of Object.entries(bin)) {
      chmodSync(path.join(modules, name, file), 0o755);
      link(path.join(modules, name, file), path.join(modules, '.bin', command));
    }
  }
  // npm notes what it has installed.
  const manifest = path.join(folder, 'package.json');
  const present = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
  const installed = manifests.map(({ name }, index) => [name, `file:${path.join(dist, tarballs[index] ?? '')}`]);
  const dependencies = { ...Object.fromEntries(installed), ...present.dependencies };
  writeFileSync(manifest, JSON.stringify({ ...present, dependencies }, null, 2));
}

function link(target: string, place: string): void {
  mkdirSync(path.dirname(place), { recursive: true });
  if (!existsSync(place)) symlinkSync(target, place, 'junction');
}

if (import.meta.main) linkPackages(process.cwd(), process.argv[2] ?? '');
