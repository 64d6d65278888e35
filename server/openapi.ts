import { readFileSync } from 'node:fs';
import express, { type RequestHandler } from 'express';
import { mountReferencePage } from './docs.ts';
import { mountReadOnly } from './read-only.ts';

/** The parts of the contract that depend on where it is served. */
interface ContractDocument {
  components?: { securitySchemes?: { oauth2?: { flows?: { clientCredentials?: { tokenUrl: string } } } } };
}

/** The bundled contract that the pipeline generated. @throws if it isn't there or isn't JSON */
export function readDocument(): object {
  return JSON.parse(readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8'));
}

/**
 * Serves the contract at `/openapi.json`, with `servers` and the token URL filled in, and for people at `/docs`. That
 * page calls the server that it came from, by whatever name its reader knows it.
 */
export function serveDocument(document: object, publicUrl: () => string): RequestHandler {
  const router = express.Router({ strict: true, caseSensitive: true });
  mountReadOnly(router, '/openapi.json', (_request, response) => {
    response.json(filledIn(document, publicUrl()));
  });
  mountReferencePage(router, filledIn(document, ''));
  return router;
}

/** @param origin an empty one makes the URLs relative */
function filledIn(document: object, origin: string): object {
  const copy = structuredClone(document) as ContractDocument;
  const flow = copy.components?.securitySchemes?.oauth2?.flows?.clientCredentials;
  if (flow) flow.tokenUrl = `${origin}/oauth/token`;
  return { ...copy, servers: [{ url: origin || '/' }] };
}
