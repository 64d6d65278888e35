/** Express and nothing else, giving the answer of Latchkey's authenticated read. */
import express from 'express';
import type { Answer } from '../lib/answer.ts';
import { serve, settings } from '../lib/child.ts';

const { status, headers, body } = settings<Answer>();
const value: unknown = JSON.parse(body);

const app = express();
app.disable('x-powered-by').set('etag', false);
app.get('/api-keys/:clientId', (_request, response) => {
  response.status(status).set(headers).json(value);
});
serve(app);
