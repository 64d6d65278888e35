// Generated from the OpenAPI document by `npm run generate`. Do not edit.
export const operations = {
  "issueToken": {
    "method": "post",
    "path": "/oauth/token",
    "security": [
      {
        "clientBasic": []
      },
      {}
    ],
    "parameters": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": {
      "required": true,
      "mediaTypes": [
        "application/x-www-form-urlencoded",
        "application/json"
      ]
    },
    "statuses": [
      200,
      400,
      401,
      413,
      415,
      500,
      503
    ]
  },
  "getServerMetadata": {
    "method": "get",
    "path": "/.well-known/oauth-authorization-server",
    "security": [],
    "parameters": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": null,
    "statuses": [
      200,
      400
    ]
  },
  "getJwks": {
    "method": "get",
    "path": "/.well-known/jwks.json",
    "security": [],
    "parameters": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": null,
    "statuses": [
      200,
      400,
      500,
      503
    ]
  },
  "listApiKeys": {
    "method": "get",
    "path": "/api-keys",
    "security": [
      {
        "oauth2": [
          "read:api-key"
        ]
      }
    ],
    "parameters": {
      "path": [],
      "query": [
        "limit",
        "offset"
      ],
      "header": [],
      "cookie": []
    },
    "defaults": [
      "limit",
      "offset"
    ],
    "body": null,
    "statuses": [
      200,
      400,
      401,
      403,
      500,
      503
    ]
  },
  "createApiKey": {
    "method": "post",
    "path": "/api-keys",
    "security": [
      {
        "oauth2": [
          "create:api-key"
        ]
      }
    ],
    "parameters": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": {
      "required": true,
      "mediaTypes": [
        "application/json"
      ]
    },
    "statuses": [
      201,
      400,
      401,
      403,
      409,
      413,
      415,
      500,
      503
    ]
  },
  "getApiKey": {
    "method": "get",
    "path": "/api-keys/{clientId}",
    "security": [
      {
        "oauth2": [
          "read:api-key"
        ]
      }
    ],
    "parameters": {
      "path": [
        "clientId"
      ],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": null,
    "statuses": [
      200,
      400,
      401,
      403,
      404,
      500,
      503
    ]
  },
  "deleteApiKey": {
    "method": "delete",
    "path": "/api-keys/{clientId}",
    "security": [
      {
        "oauth2": [
          "delete:api-key"
        ]
      }
    ],
    "parameters": {
      "path": [
        "clientId"
      ],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": null,
    "statuses": [
      204,
      400,
      401,
      403,
      404,
      500,
      503
    ]
  },
  "getLiveness": {
    "method": "get",
    "path": "/health/live",
    "security": [],
    "parameters": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": null,
    "statuses": [
      200,
      400
    ]
  },
  "getReadiness": {
    "method": "get",
    "path": "/health/ready",
    "security": [],
    "parameters": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": [],
    "body": null,
    "statuses": [
      200,
      400,
      500,
      503
    ]
  }
} as const;

/** Every scope that the contract defines. */

export const scopes = ["read:api-key","create:api-key","delete:api-key","grant:scope"] as const;

export type Scope = (typeof scopes)[number];

