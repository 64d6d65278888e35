import type { AuditEntry } from '../audit.ts';
import type { KeyWithSecrets, StoredAnswer } from '../model.ts';
import type { Store } from '../store.ts';

/** A store that only remembers, for tests of what needs no database. */
export function rememberingStore() {
  const stored = new Map<string, KeyWithSecrets>();
  const answers = new Map<string, StoredAnswer>();
  const audit: AuditEntry[] = [];
  /** Client ids that were looked for. */
  const asked: string[] = [];
  const find = (organizationId: string, clientId: string) => {
    asked.push(clientId);
    const found = stored.get(clientId);
    return found?.key.organizationId === organizationId ? found : undefined;
  };
  const store: Partial<Store> = {
    async insertKey({ key, secret, audit: entry, answer }) {
      if (answer && answers.has(answer.answerId)) return false;
      stored.set(key.clientId, { key, secrets: [secret] });
      if (answer) answers.set(answer.answerId, answer);
      audit.push(entry());
      return true;
    },
    findKeyWithSecrets: async (organizationId, clientId) => find(organizationId, clientId),
    async changeKey(organizationId, clientId, decide) {
      const found = find(organizationId, clientId);
      const change = found && decide(found);
      if (change) audit.push(change.audit);
      if (change?.to) stored.set(clientId, change.to);
      return change?.to ?? found;
    },
    async deleteKey(organizationId, clientId, entry) {
      const found = find(organizationId, clientId);
      if (found) audit.push(entry(found));
      return found !== undefined && stored.delete(clientId);
    },
    insertAuditEntry: async (entry) => void audit.push(entry),
    async findAnswer(answerId, now) {
      const answer = answers.get(answerId);
      return answer && answer.expiresAt > now ? answer : undefined;
    },
  };
  return { store: store as Store, stored, answers, audit, asked };
}
