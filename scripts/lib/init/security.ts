import { type OpenApiDocument, resolve } from '../document.ts';
import type { OperationTable } from '../operations.ts';
import { property, quoted } from './text.ts';

/** How a security scheme's credentials are read from a request, and how the client sends them. */
interface Carrier {
  /** An expression of the server's, in which `request` is Express's. */
  readonly read: string;
  /** The header to send, as an expression of the client's in which `token` is the credential. */
  readonly send: readonly [header: string, value: string] | undefined;
  /** What a 401 names (RFC 9110 §11.6.1). */
  readonly challenge: string;
  readonly helper?: string;
}

interface Scheme {
  readonly type: string;
  readonly scheme?: string;
  readonly in?: string;
  readonly name?: string;
}

const bearer: Carrier = {
  read: 'bearerToken(request.headers.authorization)',
  send: ['Authorization', `\`Bearer \${token}\``],
  challenge: 'Bearer',
  helper: `function bearerToken(header = ''): string | undefined {
  return /^bearer +(\\S+)$/i.exec(header)?.[1];
}
`,
};

const basic: Carrier = {
  read: 'basicPassword(request.headers.authorization)',
  send: ['Authorization', `\`Basic \${btoa(\`developer:\${token}\`)}\``],
  challenge: 'Basic realm="api"',
  helper: `function basicPassword(header = ''): string | undefined {
  const [, encoded = ''] = /^basic +(\\S+)$/i.exec(header) ?? [];
  return /:(.*)$/s.exec(Buffer.from(encoded, 'base64').toString())?.[1];
}
`,
};

const cookieHelper = `function cookie(header = '', name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1];
}
`;

function carrierOf({ type, scheme, in: place, name = '' }: Scheme): Carrier {
  if (type === 'http' && scheme?.toLowerCase() === 'basic') return basic;
  if (type !== 'apiKey') return bearer;
  const challenge = 'ApiKey';
  if (place === 'query') return { read: `request.query[${quoted(name)}]`, send: undefined, challenge };
  if (place === 'cookie') {
    const read = `cookie(request.headers.cookie, ${quoted(name)})`;
    return { read, send: undefined, challenge, helper: cookieHelper };
  }
  return { read: `request.headers[${quoted(name.toLowerCase())}]`, send: [name, 'token'], challenge };
}

/** The carrier of each security scheme that some operation needs. */
export function carriersOf(document: OpenApiDocument, table: OperationTable): ReadonlyMap<string, Carrier> {
  const used = Object.values(table).flatMap(({ security }) => security.flatMap((option) => Object.keys(option)));
  const schemes = document.components?.securitySchemes ?? {};
  return new Map(
    [...new Set(used)].map((name) => {
      const scheme = schemes[name];
      return [name, scheme ? carrierOf(resolve<Scheme>(document, scheme as Scheme)) : bearer];
    }),
  );
}

/** The text of `server/security.ts`. */
export function renderSecurity(carriers: ReadonlyMap<string, Carrier>): string {
  const schemes = [...carriers];
  const helpers = [...new Set(schemes.flatMap(([, { helper }]) => helper ?? []))];
  const challenge = schemes[0]?.[1].challenge ?? 'Bearer';
  if (schemes.length === 0) {
    return `import type { SecurityHandlers } from 'latchkey-edge';

/** What each security scheme of the contract tells of the caller. The contract has none yet. */
export type Callers = Record<never, never>;

export function createSecurity(_devToken: string | undefined): SecurityHandlers<Callers> {
  return {};
}

/** What a 401 asks for (RFC 9110 §11.6.1). */
export const challenge = ${quoted(challenge)};
`;
  }
  return `import { hash, timingSafeEqual } from 'node:crypto';
import { Problem, type SecurityHandlers } from 'latchkey-edge';

/** Who is calling. */
export interface Caller {
  name: string;
}

/** What each security scheme of the contract tells of the caller. */
export interface Callers {
${schemes.map(([name]) => `  ${property(name)}: Caller;\n`).join('')}}

/**
 * One function per security scheme: it tells who is calling, or throws. Its second parameter holds the scopes that the
 * operation needs.
 *
 * Until you write them they refuse everybody, but for who sends DEV_TOKEN, if the environment has one. Never set it in
 * production: it stands for any caller with every scope.
 */
export function createSecurity(devToken: string | undefined): SecurityHandlers<Callers> {
  const admit = (sent: unknown): Caller => {
    if (!devToken || typeof sent !== 'string' || !isSame(sent, devToken)) throw new Problem('missing_token');
    return { name: 'developer' };
  };
  return {
${schemes.map(renderScheme).join('')}  };
}

/** What a 401 asks for (RFC 9110 §11.6.1). */
export const challenge = ${quoted(challenge)};

/** In constant time. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
${helpers.map((helper) => `\n${helper}`).join('')}`;
}

function renderScheme([name, { read }]: [string, Carrier]): string {
  return `    async ${property(name)}(request, _scopes) {
      return admit(${read});
    },
`;
}
