import { operations, scopes } from '../generated/operations.ts';
import { createAccessTokens } from './domain/access-tokens.ts';
import { createApiKeys } from './domain/api-keys.ts';
import { createAuditLog } from './domain/audit-log.ts';
import { type ClientCredentials, createAuthentication } from './domain/authentication.ts';
import { bootstrap, bootstrapSigningKey } from './domain/bootstrap.ts';
import type { Clock } from './domain/clock.ts';
import { createIdempotency } from './domain/idempotency.ts';
import { openKeyRing } from './domain/key-ring.ts';
import { keepRotating } from './domain/key-rotation.ts';
import { createKeySecrets } from './domain/key-secrets.ts';
import { noLimits, type RateLimits } from './domain/rate-limits.ts';
import { createSecretHasher } from './domain/secrets.ts';
import type { Store } from './domain/store.ts';
import { createTokens } from './domain/tokens.ts';
import { createUseLog } from './domain/use-log.ts';
import {
  createEdge,
  createListener,
  type EdgeLog,
  type ListenerLimits,
  type OperationTable,
  oauthErrors,
  plainErrors,
} from './edge/index.ts';
import { keepHouse } from './housekeeping.ts';
import { errors, toOAuthError } from './http/errors.ts';
import { createHandlers } from './http/handlers.ts';
import { createSecurity } from './http/security.ts';
import {
  addGauges,
  countRateLimited,
  countRefusedTokens,
  countRequests,
  countTokens,
  createMetrics,
  type Metrics,
} from './metrics/index.ts';
import { readDocument, serveDocument } from './openapi.ts';
import { createReadiness } from './readiness.ts';

/** What the service serves: a bundled document, and the operation table of the same. */
export interface Contract {
  readonly document: object;
  readonly operations: OperationTable;
}

export interface AppParts {
  readonly store: Store;
  /** At least 32 bytes. */
  readonly serviceSecret: Uint8Array;
  readonly log: EdgeLog;
  readonly clock?: Clock;
  /** The generated one by default. */
  readonly contract?: Contract;
  /** `http://localhost:PORT` by default. */
  readonly publicUrl?: string | undefined;
  /** Credentials of the first key; made by default. */
  readonly firstKey?: ClientCredentials | undefined;
  /** Seconds. */
  readonly accessTokenLifetime?: number;
  /** After so many days of signing a signing key is followed by the next; 0 for never. */
  readonly signingKeyDays?: number;
  readonly tokenAudience?: string | undefined;
  readonly trustProxy?: string | undefined;
  readonly corsOrigins?: readonly string[];
  readonly validateResponses?: boolean;
  /** None by default. */
  readonly rateLimits?: RateLimits;
  /** Where what happens is counted; nowhere that anybody looks by default. */
  readonly metrics?: Metrics;
  readonly limits?: Partial<ListenerLimits>;
  /** Milliseconds between two writes of last uses, and two clean-ups; the contract promises 60 seconds. */
  readonly housekeepingInterval?: number;
}

export interface App {
  /** The first key, if this start made it. Its secret is nowhere else. */
  readonly firstKey: ClientCredentials | undefined;
  /** @returns the URL to call, with the port that the system chose if `port` is 0 */
  listen(port: number, host: string): Promise<string>;
  /**
   * Serves another contract from the next request on, with the same handlers.
   *
   * @throws what is wrong with it; the contract before goes on being served
   */
  swap(contract: Contract): Promise<void>;
  /** Writes last uses and erases what has expired now, instead of at the next interval. */
  tidy(): Promise<void>;
  /** Tells balancers and callers to go elsewhere: it isn't ready any more, and keeps no connection. It goes on serving. */
  drain(): void;
  /** Accepts no more, and lets requests in flight finish. The store stays open: it belongs to the caller. */
  stop(): Promise<void>;
}

/**
 * The whole service on a store.
 *
 * @throws what is wrong with the contract, the store or the service secret
 */
export async function createApp(parts: AppParts): Promise<App> {
  const { store, serviceSecret, log, clock = Date.now, metrics = createMetrics() } = parts;
  const rateLimits = countRateLimited(parts.rateLimits ?? noLimits, metrics);
  let publicUrl = parts.publicUrl ?? '';
  const urlNow = () => publicUrl;

  const hasher = createSecretHasher(serviceSecret);
  const useLog = createUseLog(store);
  const readiness = createReadiness(store);
  await bootstrapSigningKey(store, serviceSecret, clock);
  const keyRing = await openKeyRing({
    store,
    serviceSecret,
    clock,
    onChange: (change) => log.info(change, 'signing keys changed'),
  });
  const accessTokens = createAccessTokens({
    keyRing,
    issuer: urlNow,
    audience: parts.tokenAudience,
    lifetime: parts.accessTokenLifetime ?? 600,
    clock,
  });
  const authentication = createAuthentication({ store, hasher, tokens: accessTokens, useLog, clock });

  const allHandlers = createHandlers({
    apiKeys: createApiKeys({ store, hasher, idempotency: createIdempotency({ store, serviceSecret, clock }), clock }),
    keySecrets: createKeySecrets({ store, hasher, clock }),
    auditLog: createAuditLog(store),
    authentication,
    tokens: createTokens({ store, accessTokens, authentication, clock }),
    rateLimits,
    store,
    isReady: readiness.check,
    publicUrl: urlNow,
  });
  const handlers = countTokens(allHandlers, metrics);
  const security = countRefusedTokens(createSecurity(authentication, rateLimits), metrics);
  const generated: Contract = { document: readDocument(), operations };
  const edgeOf = (contract: Contract) =>
    createEdge({
      document: contract.document,
      // The handlers were compiled against the generated table; one that a later contract adds has none yet.
      operations: contract.operations as typeof operations,
      handlers,
      security,
      errors,
      errorForms: [
        ['/oauth/', oauthErrors(toOAuthError)],
        ['', plainErrors],
      ],
      admission: ({ address }) => rateLimits.admitAddress(address),
      log,
      observe: countRequests(metrics),
      describeCaller,
      beside: serveDocument(contract.document, urlNow),
      validateResponses: parts.validateResponses ?? false,
      // The generator has refused any other.
      isSound: contract === generated,
      corsOrigins: parts.corsOrigins ?? [],
      trustProxy: parts.trustProxy,
    });
  const listener = createListener(await edgeOf(parts.contract ?? generated), {
    errors,
    errorForm: plainErrors,
    limits: parts.limits ?? {},
    log,
    onRefused: (code) => metrics.parserRefusals.inc({ code }),
    onDropped: () => metrics.droppedConnections.inc(),
  });
  addGauges(metrics, {
    store,
    openConnections: listener.connections,
    signsFrom: () => keyRing.signing().signsFrom,
  });
  // The last thing that can fail: a first key that nobody was shown would be lost.
  const firstKey = await bootstrap({ store, hasher, clock, scopes, given: parts.firstKey });
  const housekeeping = keepHouse({
    store,
    useLog,
    log,
    clock,
    interval: parts.housekeepingInterval ?? 20_000,
    async keepKeys() {
      await keyRing.refresh();
      await keepRotating({ store, serviceSecret, now: clock() }, parts.signingKeyDays ?? 90);
    },
  });

  const drain = () => {
    readiness.end();
    listener.drain();
  };

  return {
    firstKey,
    async listen(port, host) {
      const actualPort = await listener.listen(port, host);
      publicUrl ||= `http://localhost:${actualPort}`;
      return `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
    },
    async swap(contract) {
      listener.serve(await edgeOf(contract));
    },
    tidy: housekeeping.tidy,
    drain,
    async stop() {
      drain();
      await listener.stop();
      await housekeeping.stop();
    },
  };
}

/** For the log. Of who called an OAuth endpoint, the caller itself holds the credentials alone. */
function describeCaller(caller: unknown): object | undefined {
  return caller instanceof Object && 'clientId' in caller ? { clientId: caller.clientId } : undefined;
}
