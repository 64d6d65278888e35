import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { areTags, bookFault, isGenre, type Json, loanFault } from './book-form.ts';
import type { BugId } from './bugs.ts';

/** A library's server, as another team might have written it: by hand, on node:http, without a framework. */
export interface Library extends AsyncDisposable {
  readonly url: string;
  readonly card: string;
  readonly client: { readonly clientId: string; readonly clientSecret: string };
  /** How many books there are. */
  count(): number;
}

interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

const card = 'card-0042';
const client = { clientId: 'front-desk', clientSecret: 'open sesame & more' };
const allScopes = ['books:write', 'books:remove', 'loans:write'];

export async function startLibrary(bug?: BugId): Promise<Library> {
  const has = (one: BugId) => one === bug;
  const books = new Map<number, Json>([[1, { number: 1, title: 'Kim', isbn: '978-0140352894' }]]);
  const loans = new Map<string, Json>();
  const tokens = new Map<string, string[]>();
  let last = 1;
  const problem = (status: number, title: string, headers = {}): Answer => ({
    status,
    body: { title, detail: null },
    headers,
  });

  const issueToken = (form: URLSearchParams): Answer => {
    if (form.get('client_id') !== client.clientId || form.get('client_secret') !== client.clientSecret) {
      return { status: 401, body: { error: 'invalid_client' } };
    }
    const scopes = form.get('scope')?.split(' ') ?? allScopes;
    const token = `t${tokens.size}`;
    tokens.set(token, scopes);
    return { status: 200, body: { access_token: token, token_type: 'Bearer', scope: scopes.join(' ') } };
  };

  const refusal = ({ headers }: IncomingMessage, scopes: readonly string[]): Answer | undefined => {
    if (scopes.length === 0) {
      const shown = headers['x-library-card'];
      return shown === card || (shown !== undefined && has('anyCard')) ? undefined : problem(401, 'No card');
    }
    const granted = tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (!granted) return problem(401, 'No token');
    const lacks = scopes.some((scope) => !granted.includes(scope));
    return lacks && !(has('anyScope') && scopes.length > 1) ? problem(403, 'Not allowed') : undefined;
  };

  const addBook = (input: unknown): Answer => {
    if (has('emojiCrash') && /\p{Extended_Pictographic}/u.test(JSON.stringify(input))) throw new Error('latin1 only');
    const fault = bookFault(input, has);
    if (fault) return problem(422, fault);
    const book: Json = { ...(input as Json), number: ++last };
    const { pages, ...rest } = book;
    const kept = has('cutTitle') ? { ...book, title: String(book.title).slice(0, 30) } : book;
    books.set(last, has('forgottenPages') && pages !== undefined ? { ...rest, pages: 100 } : kept);
    const shown = has('nullAsFalse') && book.subtitle === null ? { ...book, subtitle: false } : book;
    const location = has('wrongLocation') ? '/v2/books/1' : `/v2/books/${last}`;
    return {
      status: has('undeclaredStatus') ? 200 : 201,
      body: shown,
      ...(!has('noLocation') && { headers: { Location: location } }),
    };
  };

  const search = (query: URLSearchParams): Answer => {
    const number = (name: string, usual: number, least: number, most: number) => {
      const text = query.get(name);
      if (text === null) return usual;
      return /^-?\d+$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined;
    };
    const limit = number('limit', 20, 1, has('bigPage') ? 51 : 50);
    const offset = number('offset', 0, 0, Number.MAX_SAFE_INTEGER);
    const genre = query.get('genre');
    const tags = query.getAll('tag');
    if (!areTags([...new Set(tags)], has) || (tags.length > 2 && !has('manyTagsSought'))) return problem(400, 'tag');
    if (limit === undefined || offset === undefined) return problem(400, 'limit, offset');
    if (genre !== null && !isGenre(genre) && !has('anyGenreSought')) return problem(400, 'genre');
    const all = [...books.values()].filter(
      (book) => (genre === null || book.genre === genre) && tags.every((tag) => (book.tags as string[])?.includes(tag)),
    );
    const known = has('forgetfulList') ? all.slice(0, -1) : all;
    const total = has('textCount') ? 'many' : String(known.length);
    return { status: 200, body: known.slice(offset, offset + limit), headers: { 'X-Total-Count': total } };
  };

  const onBook = (method: string, number: number, input: unknown): Answer => {
    const book = books.get(number);
    if (!book && has('foundNothing') && method === 'GET')
      return { status: 200, body: { number: 0, title: '', isbn: '' } };
    if (!book) return has('problemShape') ? { status: 404, body: { error: 'none' } } : problem(404, 'No such book');
    if (method === 'GET') {
      const { genre, ...rest } = book;
      const body = has('leak') ? { ...book, acquiredFor: 3.5 } : has('lostGenre') ? rest : book;
      return { status: 200, body, ...(has('wrongMediaType') && { headers: { 'Content-Type': 'text/plain' } }) };
    }
    if (method === 'DELETE') {
      if (!has('idleDelete')) books.delete(number);
      return { status: 204, ...(has('body204') && { headers: { 'Content-Type': 'text/html' } }) };
    }
    if (method === 'PATCH') return changeBook(book, input);
    const fault = bookFault(input, () => false);
    if (fault) return problem(422, fault);
    const replaced = { ...(input as Json), number };
    if (!has('idleUpdate')) books.set(number, replaced);
    return { status: 200, body: replaced };
  };

  const changeBook = (book: Json, input: unknown): Answer => {
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return problem(422, 'a change is an object');
    const { number, ...rest } = book;
    const isKnown = Object.keys(input).every((name) => ['title', 'pages'].includes(name));
    const fault = isKnown ? bookFault({ ...rest, ...input }, has) : 'title and pages may change';
    if (fault) return problem(422, fault);
    const { isbn } = book;
    const kept = has('wipingChange') ? { number, title: book.title, isbn } : book;
    const changed: Json = { ...kept, ...input };
    books.set(Number(number), changed);
    return { status: 200, body: changed };
  };

  const lend = (number: number, input: Json, isForm: boolean): Answer => {
    if (!books.has(number)) return problem(404, 'No such book');
    const fault = loanFault(input, isForm, has);
    if (fault) return problem(422, fault);
    const { reader, dueAt, renewals } = input;
    const code = `L${loans.size + 1}`;
    const loan = {
      code,
      bookNumber: has('brokenLink') ? 999 : number,
      reader,
      dueAt,
      ...(renewals !== undefined && { renewals: Number(renewals) }),
    };
    loans.set(code, loan);
    return { status: 201, body: loan };
  };

  const route = (request: IncomingMessage, text: string): Answer => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://library');
    const path = pathname.replace(/^\/v2/, '');
    const method = request.method ?? '';
    if (path === '/token') return issueToken(new URLSearchParams(text));
    const [, number] = /^\/books\/(\d+)(?:\/loans)?$/.exec(path) ?? [];
    const [, loan] = /^\/loans\/([^/]+)$/.exec(path) ?? [];
    const methods: Record<string, string[]> =
      path === '/books'
        ? { GET: [], POST: ['books:write'] }
        : path.endsWith('/loans')
          ? { POST: ['loans:write'] }
          : loan
            ? { GET: [] }
            : { GET: [], PUT: ['books:write'], PATCH: ['books:write'], DELETE: ['books:write', 'books:remove'] };
    if (path !== '/books' && number === undefined && loan === undefined) return problem(404, 'Nothing here');
    const scopes = methods[method];
    if (!scopes) return problem(405, 'Not that way', has('noAllow') ? {} : { Allow: Object.keys(methods).join(', ') });
    const isOpen = has('openDoor') && method === 'GET' && number !== undefined;
    const refused = isOpen ? undefined : refusal(request, scopes);
    if (refused) return refused;
    if (method === 'GET' && path === '/books') return search(searchParams);
    if (loan) return loans.has(loan) ? { status: 200, body: loans.get(loan) } : problem(404, 'No such loan');
    if (method === 'GET' || method === 'DELETE') return onBook(method, Number(number), undefined);

    const type = request.headers['content-type']?.split(';')[0];
    const isForm = type === 'application/x-www-form-urlencoded' && path.endsWith('/loans');
    const isPatch = type === 'application/merge-patch+json' && method === 'PATCH';
    if (type !== 'application/json' && !isForm && !isPatch && !has('anyMediaType')) return problem(415, 'JSON, please');
    const input = isForm ? Object.fromEntries(new URLSearchParams(text)) : readJson(text);
    if (input === undefined) {
      if (has('malformedCrash')) throw new SyntaxError('Unexpected end of JSON input');
      return has('anyMediaType') && type !== 'application/json'
        ? addBook({ title: 'XML', isbn: '978-0000000000' })
        : problem(400, 'Not JSON');
    }
    if (path.endsWith('/loans')) {
      const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
      return isObject ? lend(Number(number), input as Json, isForm) : problem(422, 'a loan is an object');
    }
    return method === 'POST' ? addBook(input) : onBook(method, Number(number), input);
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      try {
        reply(response, route(request, Buffer.concat(chunks).toString()));
      } catch {
        reply(response, { status: 500, body: { title: 'Oops' } });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v2`,
    card,
    client,
    count: () => books.size,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  const typed: Record<string, string> = body === undefined ? {} : { 'Content-Type': type };
  response.writeHead(status, { ...typed, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
