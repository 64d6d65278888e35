import { randomUUID } from 'node:crypto';
import type { Wire } from './call.ts';

type Action = Wire['AuditLog']['action'];

/** A change that was asked for, perhaps more than once, under one request id. */
export interface Attempt {
  readonly requestId: string;
  readonly action: Action;
  /** Unknown until the answer, for a key that is to be made. */
  target: string | undefined;
  readonly sentAt: number;
  /** Infinity until there was one: it may still be carried out. */
  answeredAt: number;
  /** Of what is unsure nobody was told: it may be done wholly or not at all. */
  fate: 'unsure' | 'acknowledged' | 'refused';
}

/** What was asked of a service and what it said, and whatever was wrong with that. */
export interface Ledger {
  readonly seed: string;
  /** By request id. */
  readonly attempts: ReadonlyMap<string, Attempt>;
  /** What must not have happened. */
  readonly problems: readonly string[];
  /** Answered, or given up. */
  requests: number;
  readonly acknowledged: number;
  begin(action: Action, target?: string): Attempt;
  acknowledge(attempt: Attempt, target: string): void;
  refuse(attempt: Attempt): void;
  blame(problem: string): void;
}

/** After so many problems nothing new is learnt. */
export const mostProblems = 20;

/** @param seed of everything that is chosen by chance; told with each problem */
export function createLedger(seed: string): Ledger {
  const attempts = new Map<string, Attempt>();
  const problems: string[] = [];
  let acknowledged = 0;
  const settle = (attempt: Attempt, fate: Attempt['fate']) => {
    attempt.fate = fate;
    attempt.answeredAt = performance.now();
  };
  return {
    seed,
    attempts,
    problems,
    requests: 0,
    get acknowledged() {
      return acknowledged;
    },
    begin(action, target) {
      const requestId = randomUUID();
      const sentAt = performance.now();
      const answeredAt = Number.POSITIVE_INFINITY;
      const attempt: Attempt = { requestId, action, target, sentAt, answeredAt, fate: 'unsure' };
      attempts.set(requestId, attempt);
      return attempt;
    },
    acknowledge(attempt, target) {
      settle(attempt, 'acknowledged');
      attempt.target = target;
      acknowledged++;
    },
    refuse: (attempt) => settle(attempt, 'refused'),
    blame(problem) {
      if (problems.length < mostProblems) problems.push(`${problem} (seed ${seed})`);
    },
  };
}
