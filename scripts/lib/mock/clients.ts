import { resolve } from '../document.ts';
import { Refusal } from './refusal.ts';
import { isObject } from './schema.ts';
import type { State } from './state/index.ts';
import { plain } from './state/names.ts';
import type { MockRequest, Route } from './types.ts';

export interface OAuthClient {
  readonly id: string;
  /** What it may ask for, if the state knows; any other may have what there is. */
  readonly scopes: readonly string[] | undefined;
}

/** Whether an operation lets clients authenticate by HTTP Basic or by its body (RFC 6749 §2.3.1). */
export function isForClients({ document, operation }: Route): boolean {
  const schemes = (operation.security ?? document.security ?? []).flatMap(Object.keys).map((name) => {
    const declared = document.components?.securitySchemes?.[name];
    return declared && (resolve(document, declared) as { readonly scheme?: string }).scheme?.toLowerCase();
  });
  const { content = {} } = operation.requestBody ? resolve(document, operation.requestBody) : {};
  return schemes.includes('basic') && 'application/x-www-form-urlencoded' in content;
}

/** A field of a body; empty if it isn't there, or isn't text. */
export function textOf({ body }: MockRequest, name: string): string {
  const value = isObject(body.value) ? body.value[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** @throws {Refusal} as RFC 6749 §5.2 has it, for a client that shows no credentials, or not those that the state knows */
export async function clientOf(request: MockRequest, state: State | undefined): Promise<OAuthClient> {
  const [id, secret] = credentialsOf(request);
  const found = await state?.find('client_id', id);
  if (found?.wasRemoved) throw oauthRefusal(401, 'invalid_client', `${id} was deleted.`);
  const { once = [], value = {} } = found ?? {};
  const secrets = once.flatMap(Object.entries).filter(([name]) => plain(name) === 'clientsecret');
  if (secrets.length > 0 && !secrets.some(([, known]) => known === secret)) {
    throw oauthRefusal(401, 'invalid_client', `That is not the secret of ${id}.`);
  }
  const held = value.scopes ?? value.scope;
  const scopes = typeof held === 'string' ? held.split(' ') : held;
  return { id, scopes: Array.isArray(scopes) ? scopes.map(String) : undefined };
}

/** The client's id and secret: from HTTP Basic, each form-encoded (RFC 6749 §2.3.1), or from the body. */
function credentialsOf(request: MockRequest): [id: string, secret: string] {
  const [id, secret] = [textOf(request, 'client_id'), textOf(request, 'client_secret')];
  const [, basic] = /^basic +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (basic !== undefined && secret)
    throw oauthRefusal(400, 'invalid_request', 'The client authenticates in two ways.');
  if (basic === undefined) {
    if (id && secret) return [id, secret];
    throw oauthRefusal(401, 'invalid_client', 'The request names no client and secret.');
  }
  const [name = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
  const decoded = new URLSearchParams(`id=${name}&secret=${rest.join(':')}`);
  return [decoded.get('id') ?? '', decoded.get('secret') ?? ''];
}

export function oauthRefusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, message, {
    hints: [code],
    headers: status === 401 ? { 'WWW-Authenticate': 'Basic realm="mock"' } : {},
  });
}
