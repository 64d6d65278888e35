import type { Access, Call } from './call.ts';
import type { Case } from './cases.ts';
import type { CheckId } from './checks.ts';
import type { Operation } from './contract.ts';

/** Who may call an operation, and who may not: one case for each kind of caller. */
export function authMatrixOf(operation: Operation, base: Call): Case[] {
  const { security } = operation;
  const isOpen = security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);
  if (isOpen) return [];
  const status = (access: Access, check: CheckId, code: number, trial: string): Case => ({
    call: { ...base, access },
    check,
    place: '',
    trial,
    expectation: { kind: 'status', statuses: [code] },
  });
  const scopes = security.length === 1 ? Object.values(security[0] ?? {}).flat() : [];
  const lacking = scopes.map((scope) => status({ without: scope }, 'auth-scope', 403, `every scope but ${scope}`));
  return [
    status('none', 'auth-missing', 401, 'no credentials'),
    status('garbage', 'auth-invalid', 401, 'invented credentials'),
    ...(scopes.length > 0 ? [...lacking, status('weak', 'auth-scope', 403, 'a token without any of the scopes')] : []),
    ...(scopes.length > 0
      ? [
          {
            call: { ...base, access: 'exact' } as const,
            check: 'auth-enough' as const,
            place: '',
            trial: `the scopes ${scopes.join(' ')} alone`,
            expectation: { kind: 'let-in' } as const,
          },
        ]
      : []),
  ];
}
