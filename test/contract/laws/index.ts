import { auditLaws } from './audit.ts';
import { auditPageLaws } from './audit-pages.ts';
import { clientLaws } from './clients.ts';
import { endingLaws } from './endings.ts';
import { filterLaws } from './filters.ts';
import { httpLaws } from './http.ts';
import { idempotencyLaws } from './idempotency.ts';
import { inputLaws } from './inputs.ts';
import { introspectionLaws } from './introspection.ts';
import { keyLaws } from './keys.ts';
import type { Law } from './law.ts';
import { organizationLaws } from './organizations.ts';
import { pageLaws } from './pages.ts';
import { preconditionLaws } from './preconditions.ts';
import { queryLaws } from './queries.ts';
import { revocationLaws } from './revocation.ts';
import { rotationLaws } from './rotation.ts';
import { scopeLaws } from './scopes.ts';
import { tokenLaws } from './tokens.ts';
import { updateLaws } from './updates.ts';

export type { Law } from './law.ts';

/** Everything that is promised of several answers together. */
export const laws: readonly Law[] = [
  ...keyLaws,
  ...updateLaws,
  ...preconditionLaws,
  ...scopeLaws,
  ...rotationLaws,
  ...endingLaws,
  ...organizationLaws,
  ...idempotencyLaws,
  ...pageLaws,
  ...filterLaws,
  ...auditLaws,
  ...auditPageLaws,
  ...tokenLaws,
  ...clientLaws,
  ...introspectionLaws,
  ...revocationLaws,
  ...httpLaws,
  ...inputLaws,
  ...queryLaws,
];
