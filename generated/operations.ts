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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": true,
      "mediaTypes": [
        "application/x-www-form-urlencoded",
        "application/json"
      ]
    },
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "413": [
        "application/json"
      ],
      "415": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  },
  "introspectToken": {
    "method": "post",
    "path": "/oauth/introspect",
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": true,
      "mediaTypes": [
        "application/x-www-form-urlencoded",
        "application/json"
      ]
    },
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "413": [
        "application/json"
      ],
      "415": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  },
  "revokeToken": {
    "method": "post",
    "path": "/oauth/revoke",
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": true,
      "mediaTypes": [
        "application/x-www-form-urlencoded",
        "application/json"
      ]
    },
    "responses": {
      "200": [],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "413": [
        "application/json"
      ],
      "415": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "429": [
        "application/json"
      ]
    }
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
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
        "offset",
        "after",
        "name",
        "enabled",
        "expiresBefore",
        "lastUsedBefore"
      ],
      "header": [],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [
        "limit",
        "offset"
      ],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [
        "limit",
        "offset"
      ],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
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
      "header": [
        "Idempotency-Key"
      ],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": true,
      "mediaTypes": [
        "application/json"
      ]
    },
    "responses": {
      "201": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "409": [
        "application/json"
      ],
      "413": [
        "application/json"
      ],
      "415": [
        "application/json"
      ],
      "422": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "404": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "204": [],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "404": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  },
  "updateApiKey": {
    "method": "patch",
    "path": "/api-keys/{clientId}",
    "security": [
      {
        "oauth2": [
          "update:api-key"
        ]
      }
    ],
    "parameters": {
      "path": [
        "clientId"
      ],
      "query": [],
      "header": [
        "If-Match"
      ],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": true,
      "mediaTypes": [
        "application/merge-patch+json",
        "application/json"
      ]
    },
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "404": [
        "application/json"
      ],
      "409": [
        "application/json"
      ],
      "412": [
        "application/json"
      ],
      "413": [
        "application/json"
      ],
      "415": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  },
  "createSecret": {
    "method": "post",
    "path": "/api-keys/{clientId}/secrets",
    "security": [
      {
        "oauth2": [
          "update:api-key"
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": false,
      "mediaTypes": [
        "application/json"
      ]
    },
    "responses": {
      "201": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "404": [
        "application/json"
      ],
      "409": [
        "application/json"
      ],
      "413": [
        "application/json"
      ],
      "415": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  },
  "deleteSecret": {
    "method": "delete",
    "path": "/api-keys/{clientId}/secrets/{secretId}",
    "security": [
      {
        "oauth2": [
          "update:api-key"
        ]
      }
    ],
    "parameters": {
      "path": [
        "clientId",
        "secretId"
      ],
      "query": [],
      "header": [],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "204": [],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "404": [
        "application/json"
      ],
      "409": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  },
  "listAuditLogs": {
    "method": "get",
    "path": "/audit-logs",
    "security": [
      {
        "oauth2": [
          "read:audit-log"
        ]
      }
    ],
    "parameters": {
      "path": [],
      "query": [
        "limit",
        "after",
        "since",
        "until",
        "actor",
        "target"
      ],
      "header": [],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [
        "limit"
      ],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [
        "limit"
      ],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "401": [
        "application/json"
      ],
      "403": [
        "application/json"
      ],
      "429": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ]
    }
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
    "defaults": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "application/json"
      ],
      "400": [
        "application/json"
      ],
      "500": [
        "application/json"
      ],
      "503": [
        "application/json"
      ]
    }
  }
} as const;

/** Every scope that the contract defines. */

export const scopes = ["read:api-key","create:api-key","update:api-key","delete:api-key","read:audit-log","introspect:token","grant:scope"] as const;

export type Scope = (typeof scopes)[number];

