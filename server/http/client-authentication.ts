import type { Authentication, ClientCredentials } from '../domain/authentication.ts';
import { DomainError } from '../domain/errors.ts';
import type { ApiKey } from '../domain/model.ts';
import type { RateLimits } from '../domain/rate-limits.ts';
import { Problem } from '../edge/index.ts';
import { basicCredentials } from './basic.ts';
import type { BasicHeader } from './security.ts';

/** The credentials that a form or JSON body may hold (RFC 6749 §2.3.1); an empty one counts as omitted. */
interface BodyWithCredentials {
  readonly client_id?: string;
  readonly client_secret?: string;
}

/**
 * The credentials of a client, from the header or the body.
 *
 * @throws {Problem} `invalid_request` if they are in both
 * @throws {DomainError} `invalid_client` if they are incomplete
 */
export function credentialsOf(header: BasicHeader | undefined, body: BodyWithCredentials): ClientCredentials {
  const { client_id: clientId = '', client_secret: clientSecret = '' } = body;
  if (header && (clientId || clientSecret)) {
    throw new Problem('invalid_request', {
      detail: 'Client credentials came twice: in the header and in the body.',
    });
  }
  if (header) return basicCredentials(header.basic);
  if (!clientId || !clientSecret) throw new DomainError('invalid_client');
  return { clientId, clientSecret };
}

/** The key behind credentials from an address. @throws {DomainError} `invalid_client` @throws {RateLimited} */
export type AuthenticateClient = (credentials: ClientCredentials, address: string) => Promise<ApiKey>;

/** Counts what fails, and refuses whoever failed too often before it looks at the secret. */
export function createClientAuthentication(authentication: Authentication, limits: RateLimits): AuthenticateClient {
  return async (credentials, address) => {
    const { clientId } = credentials;
    await limits.admitAttempt({ clientId, address });
    const key = await authentication.authenticateClient(credentials).catch(async (error: unknown) => {
      if (error instanceof DomainError) await limits.noteFailure({ clientId, address });
      throw error;
    });
    await limits.admitKey(clientId);
    return key;
  };
}
