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
         * @description The public halves of the signing keys, as a JWK Set (RFC 7517 §5).
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
         * @description The organization's keys, the oldest first. Never a secret.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description Answers with the key's secret, which is shown this once. A caller grants only scopes that its token
         *     holds; the holder of `grant:scope` grants any. Leave `scopes` out to give the new key the scopes of
         *     the caller's token without `grant:scope`.
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
         * @description Answers 200 when the database answers, else 503.
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
        /** @description What a caller sends to have a key made. */
        NewApiKey: {
            /** @description For people. At least one character that is not white space, no control characters; not unique. */
            name: string;
            scopes?: components["schemas"]["Scope"][];
            /**
             * Format: date-time
             * @description When the key ends, in UTC. Never, if null or left out.
             */
            expiresAt?: string | null;
        };
        /** @description A key as it is shown. Never a secret. */
        ApiKey: {
            clientId: string;
            name: string;
            scopes: components["schemas"]["Scope"][];
            enabled: boolean;
            /** Format: date-time */
            createdAt: string;
            /** @description Client id of the key that made this one; `bootstrap` for the first. */
            createdBy: string;
            /** Format: date-time */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @description When a token was last issued for the key; at most 60 seconds late.
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
        CreatedApiKey: components["schemas"]["ApiKey"] & {
            secretId: string;
            /** @description Shown this once. Keep it where secrets are kept. */
            clientSecret: string;
        };
        ApiKeyPage: {
            /** @description How many keys this page holds. */
            count: number;
            meta: {
                /** @description How many keys the organization has. */
                total: number;
                limit: number;
                offset: number;
            };
            apiKeys: components["schemas"]["ApiKey"][];
        };
        Health: {
            /** @constant */
            status: "ok";
        };
    };
    responses: {
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
            /** @description The client could not be authenticated. */
            401: {
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
            /** @description The body is larger than 16 KB. */
            413: {
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
            415: {
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
            /** @description Internal Server Error */
            500: {
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
            503: {
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Jwks"];
                };
            };
            400: components["responses"]["InvalidParameters"];
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
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
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
            /** @description The key would be expired from the start. */
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
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyDetails"];
                };
            };
            400: components["responses"]["InvalidParameters"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
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
