import type { Measured, Results } from './rounds.ts';
import { median } from './statistics.ts';

interface Comparison {
  readonly title: string;
  /** Ids of calls: requests per second of the first over those of the second. */
  readonly of: string;
  readonly to: string;
  /** The least ratio that is aimed at. */
  readonly aim?: number;
}

/** At most one and a half times the cost. */
const listAim = 1 / 1.5;

const comparisons: readonly Comparison[] = [
  { title: 'authenticated read / Express with the validator', of: 'get', to: 'validator', aim: 0.7 },
  { title: "token / oidc-provider's ES256 JWT", of: 'token', to: 'oidc-es256', aim: 1.1 },
  { title: "token / oidc-provider's RS256 JWT", of: 'token', to: 'oidc-rs256' },
  { title: "introspection / oidc-provider's, opaque", of: 'introspect', to: 'oidc-introspect', aim: 1 },
  { title: 'the same of tokens not seen before', of: 'introspect-new', to: 'oidc-introspect' },
  { title: "revocation / oidc-provider's, in memory", of: 'revoke', to: 'oidc-revoke' },
  { title: 'authenticated read / Express alone', of: 'get', to: 'bare' },
  { title: 'Express with the validator / Express alone', of: 'validator', to: 'bare' },
  { title: 'list / Express with the validator', of: 'list', to: 'validator' },
  { title: 'create / authenticated read', of: 'create', to: 'get' },
  { title: 'delete / authenticated read', of: 'delete', to: 'get' },
  { title: 'revocation / create, each synced once', of: 'revoke', to: 'create' },
  { title: 'first 10 of 1,000,000 / of 1,000', of: 'list-1m', to: 'list', aim: listAim },
  { title: 'first 100 of 1,000,000 / of 1,000', of: 'list-1m-100', to: 'list-100', aim: listAim },
  { title: '900,000 deep by cursor / first 10', of: 'list-after', to: 'list-1m', aim: listAim },
  { title: '900,000 deep by offset / first 10', of: 'list-offset', to: 'list-1m' },
];

/** The rounds' ratios: their median, the least and the greatest. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** Every comparison whose two sides were measured. */
export function ratios(results: Results): (Comparison & Ratio)[] {
  return comparisons.flatMap((comparison) => {
    const [above, below] = [results.get(comparison.of), results.get(comparison.to)];
    return above && below ? [{ ...comparison, ...ratioOf(above, below, ({ rate }) => rate) }] : [];
  });
}

/** Each round is compared with itself, then the median is taken. */
export function ratioOf(
  above: readonly Measured[],
  below: readonly Measured[],
  value: (measured: Measured) => number,
): Ratio {
  const each = above.map((measured, round) => {
    const other = below[round];
    return other ? value(measured) / value(other) : Number.NaN;
  });
  return { median: median(each), least: Math.min(...each), greatest: Math.max(...each) };
}
