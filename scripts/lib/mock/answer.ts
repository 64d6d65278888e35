import type { IncomingMessage } from 'node:http';
import type { OpenApiDocument } from '../document.ts';
import { checkBlanks } from './blanks.ts';
import { readBody } from './body.ts';
import type { Chance } from './chance.ts';
import { type Check, createCheck, problemsOf } from './check.ts';
import { clientOf, isForClients } from './clients.ts';
import { failSometimes } from './failures.ts';
import { isPreflight, preflightAnswer, withDeclared } from './http.ts';
import { introspected } from './introspection.ts';
import { checkQuery } from './parameters.ts';
import { preferenceOf } from './prefer.ts';
import { createPrism, type Prism } from './prism.ts';
import { Refusal } from './refusal.ts';
import { problem, refuse } from './refuse.ts';
import { createRouter, type Router } from './router.ts';
import { challengeFor, checkSecurity } from './security.ts';
import type { Memory } from './state/acts.ts';
import { createState, type State } from './state/index.ts';
import { type TokenEndpoint, tokenEndpointsOf, withToken } from './token.ts';
import type { MockAnswer, MockRequest, Route } from './types.ts';

/** What holds for every document that a mock serves. */
export interface Settings {
  readonly dynamic: boolean;
  readonly seed: string | undefined;
  readonly failRate: number;
  readonly chance: Chance;
  /** None: the mock keeps no state. */
  readonly memory: Memory | undefined;
  readonly log: (line: string) => void;
}

/** A document, ready to answer. */
export interface Served {
  readonly settings: Settings;
  readonly router: Router;
  readonly prism: Prism;
  readonly check: Check;
  readonly state: State | undefined;
  readonly tokenEndpoints: readonly TokenEndpoint[];
  /** What was said of the document's own faults. */
  readonly told: Set<string>;
}

export async function serve(document: OpenApiDocument, settings: Settings): Promise<Served> {
  const { memory, dynamic, seed } = settings;
  if (!/^3\.[01]\./.test(document.openapi)) throw new Error(`OpenAPI ${document.openapi} can't be served`);
  const router = createRouter(document);
  const prism = await createPrism(document);
  const check = createCheck();
  return {
    settings,
    router,
    prism,
    check,
    state: memory && createState(document, prism, check, memory, { dynamic, ...(seed && { seed }) }),
    tokenEndpoints: tokenEndpointsOf(document, router),
    told: new Set(),
  };
}

/** The answer to whatever comes. */
export async function answerTo(served: Served, message: IncomingMessage): Promise<MockAnswer> {
  if (isPreflight(message)) return preflightAnswer(message);
  const { router } = served;
  const { method = 'GET', url = '/' } = message;
  const [path, search = ''] = originForm(url).split(/\?(.*)/s) as [string, string?];
  try {
    if (method === 'OPTIONS') return { status: 204, headers: { Allow: router.allow(path) }, why: '' };
    const request: MockRequest = {
      ...router.find(method, path),
      query: new URLSearchParams(search),
      headers: textHeaders(message),
      body: { text: '', value: undefined },
    };
    return await warned(served, request, await declaredAnswer(served, request, message));
  } catch (error) {
    if (error instanceof Refusal) return problem(error.status, error.message, error.headers);
    throw error;
  }
}

async function declaredAnswer(served: Served, request: MockRequest, message: IncomingMessage): Promise<MockAnswer> {
  try {
    const wanted = preferenceOf(request.headers.prefer, request.query);
    checkSecurity(request);
    const body = await readBody(message, request.route);
    checkQuery(request.route, request.query);
    checkBlanks(served.check, await served.prism.operation(request.route), { ...request, body });
    return await success(served, { ...request, body }, wanted);
  } catch (error) {
    if (error instanceof Refusal && !error.isOurs) return await refuse(served.prism, request, error);
    throw error;
  }
}

/** What the caller asked for with Prefer; else what the state, the token endpoint or Prism says. */
async function success(
  { prism, state, settings, tokenEndpoints }: Served,
  request: MockRequest,
  preference: ReturnType<typeof preferenceOf>,
): Promise<MockAnswer> {
  const { dynamic, seed, failRate, chance } = settings;
  const wanted = { dynamic, ...(seed && { seed }), ...preference };
  const isAsked = Object.keys(preference).length > 0;
  const given = await prism.answer(request, wanted);
  if (given.status < 200) throw new Refusal(501, `A ${given.status} is not an answer of its own.`, { isOurs: true });
  if (isAsked) return { ...challenging(request.route, given), why: 'as preferred' };
  failSometimes(request.route, failRate, chance);
  const { template, method } = request.route;
  const endpoint = tokenEndpoints.find(({ route }) => route.template === template && route.method === method);
  if (endpoint) return await withToken(endpoint, request, given, await prism.operation(request.route), state);
  if (isForClients(request.route)) {
    await clientOf(request, state);
    return introspected(request, given, await prism.operation(request.route));
  }
  const answer = state ? await state.answer(request, given) : given;
  return given.status < 400 ? answer : withWarning(answer, 'The contract declares no success for this operation.');
}

function challenging(route: Route, answer: MockAnswer): MockAnswer {
  const challenge = { 'WWW-Authenticate': challengeFor(route, answer) };
  const isRefused = answer.status === 401 || answer.status === 403;
  return isRefused ? { ...answer, headers: withDeclared(answer.headers, challenge) } : answer;
}

function withWarning(answer: MockAnswer, warning: string): MockAnswer {
  return { ...answer, headers: { ...answer.headers, 'Mock-Warning': warning } };
}

/** The answer with a header, and once a line in the log, if it doesn't fit its own schema. */
async function warned({ prism, check, told, settings }: Served, request: MockRequest, answer: MockAnswer) {
  const problems = problemsOf(check, await prism.operation(request.route), answer);
  if (problems.length === 0) return answer;
  const place = `${request.route.method.toUpperCase()} ${request.route.template} ${answer.status}`;
  const warning = `${place} doesn't fit its schema: ${problems.slice(0, 5).join('; ')}`;
  if (!told.has(warning)) settings.log(`! ${warning}`);
  told.add(warning);
  return withWarning(answer, warning.slice(0, 1000));
}

/** A target without the scheme and host that may stand before it (RFC 9112 §3.2.2). */
function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?]+\/?/i, '/');
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, [value].flat().join(', ')]));
}
