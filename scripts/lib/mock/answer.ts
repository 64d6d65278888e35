import type { IncomingMessage } from 'node:http';
import type { OpenApiDocument } from '../document.ts';
import { readBody } from './body.ts';
import { isPreflight, preflightAnswer } from './http.ts';
import type { MockOptions } from './index.ts';
import { checkQuery } from './parameters.ts';
import { preferenceOf } from './prefer.ts';
import { createPrism, type Prism } from './prism.ts';
import { Refusal } from './refusal.ts';
import { problem, refuse } from './refuse.ts';
import { createRouter, type Router } from './router.ts';
import { checkSecurity } from './security.ts';
import type { MockAnswer, MockRequest } from './types.ts';

/** A document, ready to answer. */
export interface Served {
  readonly router: Router;
  readonly prism: Prism;
  readonly dynamic: boolean;
}

export async function serve(document: OpenApiDocument, { dynamic = false }: MockOptions): Promise<Served> {
  return { router: createRouter(document), prism: await createPrism(document), dynamic };
}

/** The answer to whatever comes. */
export async function answerTo(served: Served, message: IncomingMessage): Promise<MockAnswer> {
  if (isPreflight(message)) return preflightAnswer(message);
  try {
    return await answerOperation(served, message);
  } catch (error) {
    if (error instanceof Refusal) return problem(error.status, error.message, error.headers);
    throw error;
  }
}

async function answerOperation({ router, prism, dynamic }: Served, message: IncomingMessage): Promise<MockAnswer> {
  const { method = 'GET', url = '/' } = message;
  const [path = '/', search = ''] = url.split(/\?(.*)/s);
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: router.allow(path) }, why: '' };
  const request: MockRequest = {
    ...router.find(method, path),
    query: new URLSearchParams(search),
    headers: textHeaders(message),
    body: { text: '', value: undefined },
  };
  try {
    const wanted = preferenceOf(request.headers.prefer, request.query);
    checkSecurity(request);
    const body = await readBody(message, request.route);
    checkQuery(request.route, request.query);
    return await prism.answer({ ...request, body }, { dynamic, ...wanted });
  } catch (error) {
    if (error instanceof Refusal && !error.isOurs) return await refuse(prism, request, error);
    throw error;
  }
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(', ')]));
}
