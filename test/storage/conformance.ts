import { describe } from 'vitest';
import { describeAnswers } from './conformance/answers.ts';
import { describeAudit } from './conformance/audit.ts';
import { describeCallCounts } from './conformance/call-counts.ts';
import { describeChanges } from './conformance/changes.ts';
import { describeFilters } from './conformance/filters.ts';
import { describeKeys } from './conformance/keys.ts';
import { describeLists } from './conformance/lists.ts';
import { describeOrganizations } from './conformance/organizations.ts';
import { describeSigningKeys } from './conformance/signing-keys.ts';
import type { Open } from './conformance/subject.ts';
import { describeTokens } from './conformance/tokens.ts';

/**
 * What every engine promises (server/domain/store.ts).
 *
 * @param open gives a store of its own to each call: migrated, and empty
 */
export function describeStore(name: string, open: Open): void {
  describe(`a store on ${name}`, () => {
    describeOrganizations(open);
    describeKeys(open);
    describeChanges(open);
    describeLists(open);
    describeFilters(open);
    describeAudit(open);
    describeTokens(open);
    describeSigningKeys(open);
    describeAnswers(open);
    describeCallCounts(open);
  });
}
