/** Express with the validator on Latchkey's contract, set as Latchkey sets it, letting everybody in. */
import { readFileSync } from 'node:fs';
import express from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import type { Answer } from '../lib/answer.ts';
import { serve, settings } from '../lib/child.ts';

const { status, headers, body } = settings<Answer>();
const value: unknown = JSON.parse(body);
const contract = new URL('../../../generated/openapi.json', import.meta.url);

const app = express();
app.disable('x-powered-by').set('etag', false).set('strict routing', true).set('case sensitive routing', true);
app.use(express.json(), express.urlencoded({ extended: false }));
app.use(
  OpenApiValidator.middleware({
    apiSpec: JSON.parse(readFileSync(contract, 'utf8')),
    validateApiSpec: true,
    validateRequests: { allErrors: true, coerceTypes: false, allowUnknownQueryParameters: false },
    validateResponses: false,
    validateSecurity: { handlers: { oauth2: () => true, clientBasic: () => true } },
    ajvFormats: { mode: 'full' },
    fileUploader: false,
  }),
);
app.get('/api-keys/:clientId', (_request, response) => {
  response.status(status).set(headers).json(value);
});
serve(app);
