import { readFileSync } from 'node:fs';
import express, { type RequestHandler } from 'express';

/** The parts of the contract that depend on where it is served. */
interface ContractDocument {
  components: { securitySchemes: { oauth2: { flows: { clientCredentials: { tokenUrl: string } } } } };
}

/** The bundled contract that the pipeline generated. @throws if it isn't there or isn't JSON */
export function readDocument(): object {
  return JSON.parse(readFileSync(new URL('../generated/openapi.json', import.meta.url), 'utf8'));
}

/** Serves the contract at `/openapi.json`, with `servers` and the token URL filled in. */
export function serveDocument(document: object, publicUrl: () => string): RequestHandler {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/openapi.json')
    .get((_request, response) => {
      response.json(filledIn(document, publicUrl()));
    })
    .options((_request, response) => {
      response.status(204).set('Allow', 'GET, HEAD, OPTIONS').end();
    })
    .all((_request, response) => {
      response.set('Allow', 'GET, HEAD, OPTIONS');
      throw Object.assign(new Error(), { code: 'method_not_allowed' });
    });
  return router;
}

function filledIn(document: object, publicUrl: string): object {
  const copy = structuredClone(document) as ContractDocument;
  copy.components.securitySchemes.oauth2.flows.clientCredentials.tokenUrl = `${publicUrl}/oauth/token`;
  return { ...copy, servers: [{ url: publicUrl }] };
}
