import type { Change } from '../change.ts';
import { judgeContract, type Verdict } from '../gate.ts';

/** A change, for tests that need no two documents. */
export const changeOf = (fields: Partial<Change> = {}): Change => ({
  id: 'path-removed #/paths/~1a',
  impact: 'major',
  rule: 'path-removed',
  pointer: '#/paths/~1a',
  isGone: true,
  where: '',
  what: 'Path `/a` was removed',
  consequence: 'Callers get a 404.',
  operations: ['GET /a'],
  ...fields,
});

export const nothingAllowed = { reasons: new Map(), expired: [], unused: [] };

export const verdictOn = (changes: readonly Change[], revision = '1.0.0'): Verdict =>
  judgeContract({
    spec: 'spec/openapi.yaml',
    base: 'main (1234567)',
    versions: { base: '1.0.0', revision },
    changes,
    allowance: nothingAllowed,
    checkVersion: false,
  });
