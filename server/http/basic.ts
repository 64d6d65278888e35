import type { ClientCredentials } from '../domain/authentication.ts';
import { DomainError } from '../domain/errors.ts';

/**
 * Client id and secret from a Basic header: base64, split at the first colon, then each form-decoded
 * (RFC 7617 §2, RFC 6749 §2.3.1).
 *
 * @throws {DomainError} `invalid_client`
 */
export function basicCredentials(header: string): ClientCredentials {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+=*)$/i.exec(header) ?? [];
  if (encoded === undefined) throw new DomainError('invalid_client');
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw new DomainError('invalid_client');
  return { clientId: formDecode(text.slice(0, colon)), clientSecret: formDecode(text.slice(colon + 1)) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new DomainError('invalid_client');
  }
}
