import type { Impact } from './change.ts';

type Version = readonly [major: number, minor: number, patch: number];

/** `1.2.3`, `2.0.0-rc.1` → its numbers; undefined for what is no semantic version, such as `v2` or a date. */
export function parseVersion(text: string): Version | undefined {
  const match = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:[-+][\w.+-]+)?$/.exec(text.trim());
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/**
 * The lowest version that may carry such changes. Below 1.0.0 a breaking change raises the minor number and anything
 * else the patch number (semver.org, clause 4, as npm reads it).
 *
 * @returns undefined if none is asked for, or if the old version is no semantic one
 */
export function neededVersion(base: string, impact: Impact): string | undefined {
  const version = parseVersion(base);
  if (!version || impact === 'none' || impact === 'patch') return undefined;
  const [major, minor, patch] = version;
  const raised = major > 0 ? impact : impact === 'major' ? 'minor' : 'patch';
  return {
    major: `${major + 1}.0.0`,
    minor: `${major}.${minor + 1}.0`,
    patch: `${major}.${minor}.${patch + 1}`,
  }[raised];
}

/** Whether the new version says as much as the changes ask for. A pre-release of the needed version does. */
export function isRaisedEnough(base: string, revision: string, impact: Impact): boolean {
  if (impact === 'none' || impact === 'patch') return true;
  const [needed, version] = [parseVersion(neededVersion(base, impact) ?? ''), parseVersion(revision)];
  if (!needed || !version) return false;
  const index = version.findIndex((number, place) => number !== needed[place]);
  return index === -1 || (version[index] ?? 0) > (needed[index] ?? 0);
}
