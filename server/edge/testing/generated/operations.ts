// Generated from the OpenAPI document by `npm run generate`. Do not edit.
export const operations = {
  "readNote": {
    "method": "get",
    "path": "/notes/{noteId}",
    "security": [
      {
        "reader": []
      }
    ],
    "parameters": {
      "path": [
        "noteId"
      ],
      "query": [],
      "header": [
        "X-Case",
        "X-Trace"
      ],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [],
      "header": [
        "X-Case"
      ],
      "cookie": []
    },
    "numbers": {
      "path": [
        "noteId"
      ],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "200": [
        "text/plain",
        "application/json"
      ],
      "default": [
        "application/json"
      ]
    }
  },
  "writeNote": {
    "method": "put",
    "path": "/notes/{noteId}",
    "security": [
      {
        "writer": []
      }
    ],
    "parameters": {
      "path": [
        "noteId"
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
      "path": [
        "noteId"
      ],
      "query": [],
      "header": [],
      "cookie": []
    },
    "body": {
      "required": true,
      "mediaTypes": [
        "text/plain"
      ]
    },
    "responses": {
      "204": [],
      "4XX": [
        "application/json"
      ]
    }
  },
  "ping": {
    "method": "get",
    "path": "/ping/",
    "security": [],
    "parameters": {
      "path": [],
      "query": [
        "times",
        "greeting"
      ],
      "header": [],
      "cookie": []
    },
    "defaults": {
      "path": [],
      "query": [
        "times"
      ],
      "header": [],
      "cookie": []
    },
    "numbers": {
      "path": [],
      "query": [
        "times"
      ],
      "header": [],
      "cookie": []
    },
    "body": null,
    "responses": {
      "default": [
        "text/plain"
      ]
    }
  },
  "about": {
    "method": "get",
    "path": "/about",
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
        "text/plain"
      ]
    }
  }
} as const;

/** Every scope that the contract defines. */

export const scopes = [] as const;

export type Scope = (typeof scopes)[number];

