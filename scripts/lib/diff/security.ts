import { eachOperation, type SecurityRequirement } from '../document.ts';
import type { Judgement, Subject } from './subject.ts';

/**
 * Whether whoever could call an operation still can, and with what. The alternatives are looked at together: redocly
 * pairs them one by one.
 */
export function judgeSecurity({ documents, segments }: Subject): Judgement | 'same' {
  const [before, after] = [documents.base, documents.revision].map((document) => alternatives(document, segments));
  if (!before || !after) return 'same';
  const refused = before.filter((alternative) => !after.some((other) => isEnough(alternative, other)));
  const what = `Security went from ${described(before)} to ${described(after)}`;
  if (refused.length > 0) {
    const who = refused
      .map((alternative) => (isEmpty(alternative) ? 'nothing' : described([alternative])))
      .join(', or ');
    return {
      rule: 'security-tightened',
      what,
      outcomes: [{ impact: 'major', consequence: `Callers that come with ${who} are refused.` }],
    };
  }
  if (after.every((alternative) => before.some((other) => isEnough(alternative, other)))) return 'same';
  return {
    rule: 'security-loosened',
    what,
    outcomes: [{ impact: 'minor', consequence: 'Callers need less than before, or may come with something else.' }],
  };
}

/** No requirement at all is the one that everybody meets. Undefined where there is no such operation. */
function alternatives(document: Subject['documents']['base'], [section, name, method]: readonly string[]) {
  if (section !== 'paths') return undefined;
  for (const { path, method: one, operation } of eachOperation(document)) {
    if (path !== name || one !== method) continue;
    const { security = [] } = operation;
    return security.length > 0 ? security : [{}];
  }
  return undefined;
}

/** What one alternative asks for, another one asks for, too, and maybe more. */
const isEnough = (brought: SecurityRequirement, asked: SecurityRequirement) =>
  Object.entries(asked).every(([scheme, scopes]) => {
    const granted = brought[scheme];
    return granted !== undefined && scopes.every((scope) => granted.includes(scope));
  });

const isEmpty = (requirement: SecurityRequirement) => Object.keys(requirement).length === 0;

function described(requirements: readonly SecurityRequirement[]): string {
  return requirements
    .map((requirement) =>
      isEmpty(requirement)
        ? 'none'
        : Object.entries(requirement)
            .map(([scheme, scopes]) => (scopes.length > 0 ? `\`${scheme}\` (${scopes.join(', ')})` : `\`${scheme}\``))
            .join(' with '),
    )
    .join(' or ');
}

/** Whether any operation of the document asks for a scheme. */
export function isAskedFor(document: Subject['documents']['base'], scheme: string): boolean {
  return eachOperation(document).some(({ operation }) => operation.security?.some((one) => Object.hasOwn(one, scheme)));
}
