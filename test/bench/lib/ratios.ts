import type { Results } from './rounds.ts';
import { median } from './statistics.ts';

interface Comparison {
  readonly title: string;
  /** Ids of calls: requests per second of the first over those of the second. */
  readonly of: string;
  readonly to: string;
  /** The least ratio that is aimed at. */
  readonly aim?: number;
}

export const comparisons: readonly Comparison[] = [
  { title: 'authenticated read / Express with the validator', of: 'get', to: 'validator', aim: 0.6 },
  { title: "token / oidc-provider's ES256 JWT", of: 'token', to: 'oidc-es256', aim: 1 },
  { title: "token / oidc-provider's RS256 JWT", of: 'token', to: 'oidc-rs256' },
  { title: 'authenticated read / Express alone', of: 'get', to: 'bare' },
  { title: 'Express with the validator / Express alone', of: 'validator', to: 'bare' },
  { title: 'list / Express with the validator', of: 'list', to: 'validator' },
  { title: 'create / authenticated read', of: 'create', to: 'get' },
  { title: 'delete / authenticated read', of: 'delete', to: 'get' },
];

export interface Ratio extends Comparison {
  /** The rounds' ratios: their median, the least and the greatest. */
  readonly median: number;
  readonly least: number;
  readonly greatest: number;
}

/** Every comparison whose two sides were measured. Each round is compared with itself, then the median is taken. */
export function ratios(results: Results): Ratio[] {
  return comparisons.flatMap((comparison) => {
    const [above, below] = [results.get(comparison.of), results.get(comparison.to)];
    if (!above || !below) return [];
    const each = above.map(({ rate }, round) => rate / (below[round]?.rate ?? Number.NaN));
    return [{ ...comparison, median: median(each), least: Math.min(...each), greatest: Math.max(...each) }];
  });
}
