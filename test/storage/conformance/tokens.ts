import { describe, expect, test } from 'vitest';
import { entry, start } from '../values.ts';
import { eachStore, type Open } from './subject.ts';

export function describeTokens(open: Open): void {
  describe('tokens', () => {
    const subject = eachStore(open);
    const revoke = (tokenId: string, expiresAt: number, auditId = `aud_${tokenId}`) =>
      subject.store.revokeToken({ organizationId: 'org_1', tokenId, expiresAt }, () => entry(auditId));
    const isRevoked = async (tokenId: string) => (await subject.store.findCaller('org_1', 'key_1', tokenId))?.isRevoked;

    test('a revoked one is, and no other', async () => {
      await revoke('a', start);
      expect([await isRevoked('a'), await isRevoked('b'), await isRevoked('A')]).toEqual([true, false, false]);
      expect(await subject.auditIds()).toEqual(['aud_a', 'aud_1']);
    });

    test('one that is revoked many times, also at once, is so once', async () => {
      await Promise.all(['x', 'y', 'z'].map((auditId) => revoke('a', start, auditId)));
      await revoke('a', start, 'w');
      expect(await isRevoked('a')).toBe(true);
      expect(await subject.auditIds()).toHaveLength(2);
    });

    test('one whose entry can not be written is not revoked', async () => {
      await expect(revoke('a', start, 'aud_1')).rejects.toThrow();
      expect(await isRevoked('a')).toBe(false);
    });

    test('a sweep erases so many that have expired, says whether any is left, and leaves those that live', async () => {
      for (const [index, tokenId] of [...'abcde'].entries()) await revoke(tokenId, start + index);
      const left = async () => {
        const states = await Promise.all([...'abcde'].map(isRevoked));
        return states.filter(Boolean).length;
      };
      expect(await subject.store.sweep(start - 1, 9)).toBe(false);
      expect(await left()).toBe(5);
      expect(await subject.store.sweep(start + 3, 3)).toBe(true);
      expect(await left()).toBe(2);
      expect(await subject.store.sweep(start + 3, 1)).toBe(false);
      expect([await left(), await isRevoked('e')]).toEqual([1, true]);
    });
  });
}
