// Generated from the OpenAPI document by `npm run generate`. Do not edit.
export interface paths {
    "/oauth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Issue an access token
         * @description The client credentials grant (RFC 6749 §4.4). Client id and secret come either as HTTP Basic or as
         *     `client_id` and `client_secret` in the body, never both. Unknown parameters are ignored and an empty
         *     one counts as omitted. Leave `scope` out to get every scope of the key.
         */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell whether a token is live
         * @description Token introspection (RFC 7662) for whoever protects a resource. The client authenticates as at the token
         *     endpoint, and its key must hold `introspect:token`. Whatever is not live, or not of the client's
         *     organization, is answered by `{ "active": false }` and nothing more. `scope` is what the token may do now:
         *     its scopes that its key still has.
         */
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a token
         * @description Ends one token of the client at once (RFC 7009), on every replica, before the answer is sent. A token that
         *     is unknown, expired or revoked already is answered alike. The client authenticates as at the token endpoint.
         *     To end every token of a key, disable or delete the key.
         */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the authorization server's metadata
         * @description What a standard OAuth library needs to know of this server (RFC 8414).
         */
        get: operations["getServerMetadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the keys that verify access tokens
         * @description The public halves of the signing keys, as a JWK Set (RFC 7517 §5): the one that signs, the next one some time
         *     before it does, and old ones until their last token has expired. Fetch it again when a token names a `kid` that
         *     you don't know.
         */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The organization's keys, the oldest first. Never a secret. Filters are joined by "and".
         *
         *     To read a long list, give the `next` of one page as the `after` of the next: its cost does not grow with
         *     depth, as that of a large `offset` does, and keys that come or go meanwhile shift nothing.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Answers with the key's secret, which is shown this once. A caller grants only scopes that its token
         *     holds; the holder of `grant:scope` grants any. Leave `scopes` out to give the new key the scopes of
         *     the caller's token without `grant:scope`.
         *
         *     With an `Idempotency-Key` the call may be repeated when its answer was lost: for 10 minutes the same body
         *     gets the same answer, the secret included, and makes no second key.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{clientId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
            };
            cookie?: never;
        };
        /**
         * Get an API key
         * @description The key, and which secrets it has; never a secret itself.
         */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /**
         * Delete an API key
         * @description Delete an API key
         */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        /**
         * Change an API key
         * @description A JSON Merge Patch (RFC 7396): what is left out stays as it is. Scopes are replaced as a whole. A key that is
         *     disabled, or whose scopes shrink, loses that power at once, and its live tokens with it; the tokens of a key that
         *     was disabled or has expired stay dead when it lives again. With `If-Match` nothing is changed that the caller has
         *     not seen.
         *
         *     A caller adds only scopes that its token holds; and since a key that is enabled, or whose end is put off, gets
         *     all its scopes again, it must hold all of those for that. The holder of `grant:scope` may do both with any.
         */
        patch: operations["updateApiKey"];
        trace?: never;
    };
    "/api-keys/{clientId}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a secret to an API key
         * @description Rotation without downtime: the new secret works at once, beside those that there are. Hand it over, then delete
         *     the old one, or have it end by itself with `previousExpiresIn`, which only ever shortens. A key has at most 5
         *     live secrets; expired ones don't count. Since whoever has a secret has its key's scopes, a caller adds one
         *     only to a key whose scopes its token holds, unless it holds `grant:scope`.
         */
        post: operations["createSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{clientId}/secrets/{secretId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
                /**
                 * @description As in the key's `secrets`.
                 * @example sec_0PwTq3x9bW5eH1rTgM8zCv
                 */
                secretId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a secret of an API key
         * @description No token is issued for it any more. Tokens that were issued for it live on for their few minutes: to end
         *     those too, disable the key. The last live secret stays: to end that, disable or delete the key.
         */
        delete: operations["deleteSecret"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was changed
         * @description Every change in the organization, the newest first: who, what, when, from where, and how it was before and
         *     after; attempts to grant more than one holds, too. Never a secret, a digest or a token. Filters are joined
         *     by "and".
         */
        get: operations["listAuditLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the process is alive
         * @description Answers as long as the process does. Asks nothing of the database.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether the service can serve
         * @description Answers 200 when the database answers, else 503. It is 503, too, from the moment that the service is asked to stop.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Generic API error */
        Error: {
            /** @description Unique (system-wide) error code for an error happened */
            code?: string;
            /** @description Developer-friendly message explaining error */
            message: string;
        } & {
            [key: string]: unknown;
        };
        /** @description An error that says which parts of the request are invalid. */
        InvalidRequestError: components["schemas"]["Error"] & {
            errors?: components["schemas"]["InvalidPart"][];
        };
        InvalidPart: {
            /** @description A JSON pointer (RFC 6901) into `{ body, query, params, headers }`. */
            pointer: string;
            message: string;
        };
        /** @description An error as RFC 6749 §5.2 has it. */
        OAuthError: {
            error: string;
            error_description?: string;
        };
        /** @description Open, since RFC 6749 §3.2 has unknown parameters ignored. */
        TokenRequest: {
            /** @description Always `client_credentials`. */
            grant_type: string;
            client_id?: string;
            client_secret?: string;
            /** @description Scopes, separated by one space. All of the key's if left out. */
            scope?: string;
        } & {
            [key: string]: string;
        };
        Token: {
            /** @description A JWT as RFC 9068 has it, signed with ES256. */
            access_token: string;
            /** @constant */
            token_type: "Bearer";
            /** @description The token's life, in seconds. */
            expires_in: number;
            scope: components["schemas"]["ScopeList"];
        };
        /** @description Open, since RFC 6749 §3.2 has unknown parameters ignored. */
        TokenQuestion: {
            token: string;
            /** @description Ignored, as RFC 7009 §2.1 allows; there is one type of token. */
            token_type_hint?: string;
            client_id?: string;
            client_secret?: string;
        } & {
            [key: string]: string;
        };
        /** @description What RFC 7662 §2.2 has. Of a token that is not live, `active` alone. */
        Introspection: {
            active: boolean;
            scope?: components["schemas"]["ScopeList"];
            client_id?: string;
            /** @constant */
            token_type?: "Bearer";
            /** @description Seconds since 1970. */
            exp?: number;
            /** @description Seconds since 1970. */
            iat?: number;
            sub?: string;
            aud?: string[];
            /** Format: uri */
            iss?: string;
            jti?: string;
            /** @description The organization of the token's key. */
            org_id?: string;
        };
        /** @description Scope-tokens separated by one space (RFC 6749 §3.3). */
        ScopeList: string;
        ServerMetadata: {
            /** Format: uri */
            issuer: string;
            /** Format: uri */
            token_endpoint: string;
            /** Format: uri */
            jwks_uri: string;
            grant_types_supported: string[];
            token_endpoint_auth_methods_supported: string[];
            /** Format: uri */
            introspection_endpoint: string;
            introspection_endpoint_auth_methods_supported: string[];
            /** Format: uri */
            revocation_endpoint: string;
            revocation_endpoint_auth_methods_supported: string[];
            scopes_supported: string[];
        };
        Jwks: {
            keys: components["schemas"]["Jwk"][];
        };
        Jwk: {
            /** @constant */
            kty: "EC";
            /** @constant */
            crv: "P-256";
            /** @constant */
            alg: "ES256";
            /** @constant */
            use: "sig";
            kid: string;
            x: string;
            y: string;
        };
        /** @description A scope-token (RFC 6749 §3.3); Latchkey's own or any of yours. */
        Scope: string;
        /**
         * Format: date-time
         * @description A time in UTC (RFC 3339).
         */
        Time: string;
        /**
         * @description A place in a list. Only ever one that a page gave.
         * @example 1795340400000.key_0PwTpzz1Jf8cQ2nRgX6tKb
         */
        Cursor: string;
        /** @description What a caller sends to have a key made. */
        NewApiKey: {
            /** @description For people. At least one character that is not white space, no control characters; not unique. */
            name: string;
            scopes?: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description When it ends, in UTC. Never, if null or left out.
             */
            expiresAt?: string | null;
        };
        /** @description What is to change. What is left out stays as it is. */
        ApiKeyPatch: {
            /** @description For people. At least one character that is not white space, no control characters; not unique. */
            name?: string;
            enabled?: boolean;
            scopes?: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description When it ends, in UTC. Never, if null.
             */
            expiresAt?: string | null;
        };
        NewSecret: {
            /**
             * Format: date-time
             * @description When it ends, in UTC. Never, if null or left out.
             */
            expiresAt?: string | null;
            /**
             * @description Seconds after which the key's other secrets end, if they don't end sooner. Left out, nothing happens to
             *     them.
             */
            previousExpiresIn?: number;
        };
        /** @description A key as it is shown. Never a secret. */
        ApiKey: {
            clientId: string;
            name: string;
            scopes: components["schemas"]["Scope"][];
            enabled: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description Client id of the key that made this one; `bootstrap` for the first, `admin` for `npm run admin`. */
            createdBy: string;
            /** Format: date-time */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When the key last authenticated with a secret, for a token say; at most 60 seconds late.
             */
            lastUsedAt: string | null;
        };
        ApiKeyDetails: components["schemas"]["ApiKey"] & {
            secrets: components["schemas"]["SecretInfo"][];
        };
        /** @description What may be known of a secret after it was shown. */
        SecretInfo: {
            secretId: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string | null;
            /** Format: date-time */
            lastUsedAt: string | null;
        };
        /** @description The one answer that holds the secret. */
        CreatedSecret: components["schemas"]["SecretInfo"] & {
            clientId: string;
            /** @description Shown this once. Keep it where secrets are kept. */
            clientSecret: string;
        };
        /** @description The one answer that holds the secret. */
        CreatedApiKey: components["schemas"]["ApiKey"] & {
            secretId: string;
            /** @description Shown this once. Keep it where secrets are kept. */
            clientSecret: string;
        };
        ApiKeyPage: {
            /** @description How many keys this page holds. */
            count: number;
            meta: {
                /** @description How many keys the organization has, or how many the filters let through, up to 10,000. */
                total: number;
                /** @description Whether the filters let through more than `total`. */
                totalIsCapped: boolean;
                limit: number;
                offset: number;
                /** @description The `after` of the next page; null on the last. */
                next: string | null;
            };
            apiKeys: components["schemas"]["ApiKey"][];
        };
        AuditLogPage: {
            /** @description How many entries this page holds. */
            count: number;
            meta: {
                limit: number;
                /** @description The `after` of the next page; null on the last. */
                next: string | null;
            };
            auditLogs: components["schemas"]["AuditLog"][];
        };
        AuditLog: {
            auditId: string;
            /** Format: date-time */
            time: string;
            /** @description Client id of the key that did it; `bootstrap` at the first start, `admin` for `npm run admin`. */
            actor: string;
            action: string;
            /**
             * @description An attempt to grant more than one holds is refused, and changes nothing.
             * @enum {string}
             */
            outcome: "done" | "refused";
            /** @description Client id of the key that it was done to; null if that key was never made. */
            target: string | null;
            requestId: string | null;
            /** @description The caller's IP address. */
            address: string | null;
            /** @description The key before; null if there was none. */
            before: components["schemas"]["AuditedKey"] | null;
            /** @description The key afterwards, or as it was asked for; null if there is none. */
            after: components["schemas"]["AuditedKey"] | null;
        };
        /** @description What can be changed of a key. */
        AuditedKey: {
            name: string;
            scopes: components["schemas"]["Scope"][];
            enabled: boolean;
            /** Format: date-time */
            expiresAt: string | null;
            secrets: {
                secretId: string;
                /** Format: date-time */
                expiresAt: string | null;
            }[];
        };
        Health: {
            /** @constant */
            status: "ok";
        };
    };
    responses: {
        /** @description The request is malformed. */
        OAuthMissingToken: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description The client could not be authenticated. */
        OAuthInvalidClient: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                /**
                 * @description How to authenticate (RFC 7617).
                 * @example Basic realm="latchkey", charset="UTF-8"
                 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description The body is larger than 16 KB. */
        OAuthPayloadTooLarge: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description The body is neither a form nor JSON, or is encoded in a way that can't be read. */
        OAuthUnsupportedMediaType: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description Too many calls, or too many failed ones, from this client or address. */
        OAuthTooManyRequests: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                /**
                 * @description How many seconds to wait before trying again.
                 * @example 1
                 */
                "Retry-After"?: number;
                /**
                 * @description What is left of the limit that was reached, and in how many seconds there will be more.
                 * @example "address";r=0;t=1
                 */
                RateLimit?: string;
                /**
                 * @description The limit that was reached; `q` calls in `w` seconds.
                 * @example "address";q=12000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description Internal Server Error */
        OAuthServerError: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description The database can't be reached just now. */
        OAuthUnavailable: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                 * @example no-store
                 */
                "Cache-Control": string;
                /**
                 * @description How many seconds to wait before trying again.
                 * @example 1
                 */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["OAuthError"];
            };
        };
        /** @description A parameter is invalid or unknown. */
        InvalidParameters: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["InvalidRequestError"];
            };
        };
        /** @description Access token is missing or invalid */
        Unauthorized: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description How to authenticate, and what was wrong (RFC 6750 §3).
                 * @example Bearer realm="latchkey", error="invalid_token"
                 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Permission denied */
        Forbidden: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description How to authenticate, and what was wrong (RFC 6750 §3).
                 * @example Bearer realm="latchkey", error="invalid_token"
                 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Permission denied */
        MayNotGrant: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description How to authenticate, and what was wrong (RFC 6750 §3).
                 * @example Bearer realm="latchkey", error="invalid_token"
                 */
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Resource not found */
        NotFound: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Too many calls from this address or of this key. */
        TooManyRequests: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description How many seconds to wait before trying again.
                 * @example 1
                 */
                "Retry-After"?: number;
                /**
                 * @description What is left of the limit that was reached, and in how many seconds there will be more.
                 * @example "address";r=0;t=1
                 */
                RateLimit?: string;
                /**
                 * @description The limit that was reached; `q` calls in `w` seconds.
                 * @example "address";q=12000;w=60
                 */
                "RateLimit-Policy"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is larger than 16 KB. */
        PayloadTooLarge: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The body is not JSON, or is encoded in a way that can't be read. */
        UnsupportedMediaType: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description Internal Server Error */
        InternalServerError: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
        /** @description The database can't be reached just now. */
        Unavailable: {
            headers: {
                /**
                 * @description ID uniquely identifying the request/response cycle.
                 * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                 */
                "X-Request-Id"?: string;
                /**
                 * @description How many seconds to wait before trying again.
                 * @example 1
                 */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Error"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description ID uniquely identifying the request/response cycle.
         * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
         */
        "X-Request-Id": string;
        /**
         * @description How to authenticate, and what was wrong (RFC 6750 §3).
         * @example Bearer realm="latchkey", error="invalid_token"
         */
        "WWW-Authenticate": string;
        /**
         * @description How many seconds to wait before trying again.
         * @example 1
         */
        "Retry-After": number;
        /**
         * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
         * @example no-store
         */
        "No-Store": string;
        /**
         * @description Names this state of the key. When it was last used is no part of it.
         * @example "1"
         */
        ETag: string;
        /**
         * @description What is left of the limit that was reached, and in how many seconds there will be more.
         * @example "address";r=0;t=1
         */
        RateLimit: string;
        /**
         * @description The limit that was reached; `q` calls in `w` seconds.
         * @example "address";q=12000;w=60
         */
        "RateLimit-Policy": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    issueToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenRequest"];
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description The access token. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                     * @example no-store
                     */
                    "Cache-Control": string;
                    /**
                     * @description Always `no-cache` (RFC 6749 §5.1).
                     * @example no-cache
                     */
                    Pragma: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The request is malformed, or asks for what can't be given. */
            400: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                     * @example no-store
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            401: components["responses"]["OAuthInvalidClient"];
            413: components["responses"]["OAuthPayloadTooLarge"];
            415: components["responses"]["OAuthUnsupportedMediaType"];
            429: components["responses"]["OAuthTooManyRequests"];
            500: components["responses"]["OAuthServerError"];
            503: components["responses"]["OAuthUnavailable"];
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenQuestion"];
                "application/json": components["schemas"]["TokenQuestion"];
            };
        };
        responses: {
            /** @description What there is to know of the token. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                     * @example no-store
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Introspection"];
                };
            };
            400: components["responses"]["OAuthMissingToken"];
            401: components["responses"]["OAuthInvalidClient"];
            /** @description The client's key does not hold `introspect:token`. */
            403: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                     * @example no-store
                     */
                    "Cache-Control": string;
                    /**
                     * @description How to authenticate, and what was wrong (RFC 6750 §3).
                     * @example Bearer realm="latchkey", error="invalid_token"
                     */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            413: components["responses"]["OAuthPayloadTooLarge"];
            415: components["responses"]["OAuthUnsupportedMediaType"];
            429: components["responses"]["OAuthTooManyRequests"];
            500: components["responses"]["OAuthServerError"];
            503: components["responses"]["OAuthUnavailable"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenQuestion"];
                "application/json": components["schemas"]["TokenQuestion"];
            };
        };
        responses: {
            /** @description The token is dead. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                     * @example no-store
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed, or the token is that of another client. */
            400: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Always `no-store`, so that no cache keeps a token (RFC 6749 §5.1).
                     * @example no-store
                     */
                    "Cache-Control": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            401: components["responses"]["OAuthInvalidClient"];
            413: components["responses"]["OAuthPayloadTooLarge"];
            415: components["responses"]["OAuthUnsupportedMediaType"];
            429: components["responses"]["OAuthTooManyRequests"];
            500: components["responses"]["OAuthServerError"];
            503: components["responses"]["OAuthUnavailable"];
        };
    };
    getServerMetadata: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metadata. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerMetadata"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            429: components["responses"]["TooManyRequests"];
        };
    };
    getJwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key set. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Caches may keep the key set for a while that is short beside the notice of a new key.
                     * @example public, max-age=15
                     */
                    "Cache-Control": "public, max-age=15";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /**
                 * @description How many keys a page holds.
                 * @example 10
                 */
                limit?: number;
                /**
                 * @description How many keys to pass over.
                 * @example 0
                 */
                offset?: number;
                /** @description The `next` of the page before. `offset` then counts from there. */
                after?: components["schemas"]["Cursor"];
                /** @description Only keys whose name begins with this (case-sensitive). */
                name?: string;
                /** @description Only keys that are enabled, or only those that are not. */
                enabled?: boolean;
                /** @description Only keys that end before this time. */
                expiresBefore?: components["schemas"]["Time"];
                /** @description Only keys that were last used before this time, and those that were never used. */
                lastUsedBefore?: components["schemas"]["Time"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of keys. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this call, such as a UUID; used again only to repeat it. Visible ASCII characters. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApiKey"];
            };
        };
        responses: {
            /** @description The key, and its secret. */
            201: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Where the key is from now on.
                     * @example /api-keys/key_0PwTq3x9Zk2mB7sVhN4dLy
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description The body or a parameter is invalid. */
            400: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["MayNotGrant"];
            /** @description The key would be expired from the start, or the same call is still at work. */
            409: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description How many seconds to wait before trying again.
                     * @example 1
                     */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The `Idempotency-Key` was used with another body. */
            422: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Names this state of the key. When it was last used is no part of it.
                     * @example "1"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyDetails"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successfully deleted the API key. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidParameters"];
            /** @description Access token is missing or invalid */
            401: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description How to authenticate, and what was wrong (RFC 6750 §3).
                     * @example Bearer realm="latchkey", error="invalid_token"
                     */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Permission denied */
            403: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description How to authenticate, and what was wrong (RFC 6750 §3).
                     * @example Bearer realm="latchkey", error="invalid_token"
                     */
                    "WWW-Authenticate"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description Resource not found */
            404: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            /** @description Internal Server Error */
            500: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    updateApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that the caller has read, several of them, or `*`. */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["ApiKeyPatch"];
                "application/json": components["schemas"]["ApiKeyPatch"];
            };
        };
        responses: {
            /** @description The key as it is now. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description Names this state of the key. When it was last used is no part of it.
                     * @example "1"
                     */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyDetails"];
                };
            };
            /** @description The body or a parameter is invalid. */
            400: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["MayNotGrant"];
            404: components["responses"]["NotFound"];
            /** @description The key would be expired from now on. */
            409: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description The key was changed since the caller read it. */
            412: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["NewSecret"];
            };
        };
        responses: {
            /** @description The secret, shown this once. */
            201: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    /**
                     * @description What to delete when the secret has served.
                     * @example /api-keys/key_0PwTq3x9Zk2mB7sVhN4dLy/secrets/sec_0PwTu81bW5eH1rTgM8zCvX
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedSecret"];
                };
            };
            /** @description The body or a parameter is invalid. */
            400: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidRequestError"];
                };
            };
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["MayNotGrant"];
            404: components["responses"]["NotFound"];
            /** @description The key has 5 live secrets, or the new one would be expired from the start. */
            409: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description API key client ID
                 * @example key_0PwTq3x9Zk2mB7sVhN4dLy
                 */
                clientId: string;
                /**
                 * @description As in the key's `secrets`.
                 * @example sec_0PwTq3x9bW5eH1rTgM8zCv
                 */
                secretId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The secret is gone. */
            204: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It is the last live secret of its key. */
            409: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditLogs: {
        parameters: {
            query?: {
                /**
                 * @description How many entries a page holds.
                 * @example 10
                 */
                limit?: number;
                /** @description The `next` of the page before. */
                after?: components["schemas"]["Cursor"];
                /** @description Only entries of this time or later. */
                since?: components["schemas"]["Time"];
                /** @description Only entries before this time. */
                until?: components["schemas"]["Time"];
                /** @description Only what this client did; `admin` and `bootstrap` are actors, too. */
                actor?: string;
                /** @description Only what was done to this key. */
                target?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of entries. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogPage"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidParameters"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can. */
            200: {
                headers: {
                    /**
                     * @description ID uniquely identifying the request/response cycle.
                     * @example b0658b67-8ea3-46de-a3b8-18c3f5347def
                     */
                    "X-Request-Id"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
}
