import type { Allowance, Allowed } from './allowed.ts';
import { type Change, type Impact, worst } from './change.ts';
import { isRaisedEnough, neededVersion, parseVersion } from './version.ts';

/** Two contracts compared, and whether the new one may take the old one's place. */
export interface Verdict {
  readonly spec: string;
  readonly base: string;
  /** The gravest of all changes, allowed ones among them. */
  readonly impact: Impact;
  readonly versions: { readonly base?: string; readonly revision: string; readonly needed?: string };
  readonly changes: readonly (Change & { readonly allowed?: Allowed })[];
  readonly passed: boolean;
  /** Why it did not pass. */
  readonly failures: readonly string[];
  readonly warnings: readonly string[];
}

export interface Compared {
  readonly spec: string;
  readonly base: string;
  /** `info.version`, before and after; no version before if there was no contract. */
  readonly versions: { readonly base?: string; readonly revision: string };
  readonly changes: readonly Change[];
  readonly allowance: Allowance;
  /** Whether an addition, too, must be told by `info.version`. */
  readonly checkVersion: boolean;
}

/** Lets a breaking change pass if `info.version` tells it, or if somebody answers for it. */
export function judgeContract({ spec, base, versions, changes, allowance, checkVersion }: Compared): Verdict {
  const impact = worst(changes.map((change) => change.impact));
  const unallowed = changes.filter(({ id }) => !allowance.reasons.has(id));
  const untold = worst(unallowed.map((change) => change.impact));
  const { base: before, revision } = versions;
  const isTold = before === undefined || isRaisedEnough(before, revision, untold);
  const needed = before === undefined ? undefined : neededVersion(before, untold);

  const failures: string[] = [];
  const warnings = allowance.unused.map(
    ({ change }) => `Nothing in this contract is the allowed change "${change}": remove the entry.`,
  );
  if (!isTold && untold === 'major') {
    const { length } = unallowed.filter((change) => change.impact === 'major');
    failures.push(`${counted(length, 'breaking change')}. ${remedy(before ?? '', revision, needed)}`);
    for (const { change, expires } of allowance.expired) failures.push(`"${change}" was allowed until ${expires}.`);
  } else if (!isTold) {
    (checkVersion ? failures : warnings).push(
      `info.version ${stayed(before ?? '', revision)}, but what is new asks for ${needed ?? 'a semantic version'}.`,
    );
  }
  return {
    spec,
    base,
    impact,
    versions: { ...versions, ...(needed !== undefined && { needed }) },
    changes: changes.map((change) => {
      const allowed = allowance.reasons.get(change.id);
      return allowed ? { ...change, allowed } : change;
    }),
    passed: failures.length === 0,
    failures,
    warnings,
  };
}

function remedy(before: string, revision: string, needed: string | undefined): string {
  const allow = 'or allow each with a reason and a last day in allowed-changes.yaml';
  if (needed === undefined)
    return `info.version ${before} is no semantic version that could tell it: use one, ${allow}.`;
  const rule = parseVersion(before)?.[0] === 0 ? ' (below 1.0.0 a breaking change raises the minor number)' : '';
  return `info.version ${stayed(before, revision)}: raise it to ${needed}${rule}, ${allow}.`;
}

const stayed = (before: string, revision: string) =>
  before === revision ? `is still ${before}` : `went from ${before} to ${revision}`;

export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
