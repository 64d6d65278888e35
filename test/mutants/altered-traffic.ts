import { type Operation, operationsOf } from '../contract/document.ts';
import type { Answer, Message } from '../contract/exchange.ts';
import type { Send, World } from '../contract/world.ts';
import type { Kind, Mutant } from './mutant.ts';

/** What stands between for one operation, and lets everything else pass. */
interface TrafficFault {
  readonly name: string;
  readonly fits: (operation: Operation) => boolean;
  /** @returns a fresh thing between, with a memory of its own */
  readonly between: (world: World, operation: Operation) => (message: Message, send: Send) => Promise<Answer>;
}

const isRead = ({ method }: Operation) => method === 'GET';
const hasToken = ({ security }: Operation) => security.some((option) => 'oauth2' in option);
const hasJsonBody = ({ requestBody }: Operation) => requestBody.content['application/json'] !== undefined;
const hasQuery = ({ parameters }: Operation) => parameters.some(({ in: place }) => place === 'query');
const hasHeader = ({ parameters }: Operation) => parameters.some(({ in: place }) => place === 'header');
const hasPathParameter = ({ path }: Operation) => path.includes('{');

const faults: readonly TrafficFault[] = [
  { name: 'whoever has no token may call', fits: hasToken, between: forgiving(401, 'missing_token') },
  { name: 'a token that is over still works', fits: hasToken, between: forgiving(401, 'invalid_token') },
  { name: 'a token needs no scope', fits: hasToken, between: forgiving(403, 'insufficient_scope') },
  {
    name: 'any secret will do',
    fits: ({ security }) => security.some((option) => 'clientBasic' in option),
    between: (world) => async (message, send) => {
      const answer = await send(message);
      if (answer.status !== 401) return answer;
      const { clientId, clientSecret } = await world.fills({});
      const body = { ...fieldsOf(message), client_id: clientId, client_secret: clientSecret };
      return await send({ ...message, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    },
  },
  {
    name: 'what is not there is found',
    fits: (operation) => hasPathParameter(operation) && isRead(operation),
    between:
      ({ fills }, { path }) =>
      async (message, send) => {
        const answer = await send(message);
        const { clientId } = await fills({});
        return answer.status === 404 ? await send({ ...message, path: path.replace(/\{.*?\}/, clientId) }) : answer;
      },
  },
  {
    name: 'a write is answered and not done',
    fits: ({ method }) => method === 'DELETE',
    between: () => async (message, send) => {
      const shown = await readWhatHolds(message, send);
      if (!shown) return await send(message);
      const hollow = { status: 204, headers: shown.headers, text: '' };
      hollow.headers.delete('Content-Type');
      hollow.headers.delete('Content-Length');
      return hollow;
    },
  },
  {
    name: 'the same write has the same answer',
    fits: ({ method }) => method === 'POST' || method === 'PATCH',
    between: remembering(({ path, body, headers }) => `${headers.Authorization} ${path} ${body}`),
  },
  {
    name: 'the first answer to a write is every answer',
    fits: ({ method }) => method === 'POST',
    between: remembering(() => ''),
  },
  {
    name: 'a read is answered from the past',
    fits: isRead,
    between: remembering(({ path, headers }) => `${headers.Authorization} ${path}`),
  },
  { name: 'every read has the same answer', fits: isRead, between: remembering(() => '') },
  {
    name: 'the query is ignored',
    fits: () => true,
    between: asking((message) => ({ ...message, path: message.path.split('?')[0] ?? '' })),
  },
  {
    name: 'an unknown query parameter is ignored',
    fits: () => true,
    between:
      (_world, { parameters }) =>
      async (message, send) => {
        const [path = '', query = ''] = message.path.split('?');
        const known = [...new URLSearchParams(query)].filter(([name]) => parameters.some((one) => one.name === name));
        const kept = new URLSearchParams(known).toString();
        return await send({ ...message, path: kept ? `${path}?${kept}` : path });
      },
  },
  {
    name: 'a query parameter is cut to its bounds',
    fits: hasQuery,
    between:
      (_world, { parameters }) =>
      async (message, send) => {
        const [path = '', query = ''] = message.path.split('?');
        const cut = [...new URLSearchParams(query)].map(([name, value]) => {
          const { minimum, maximum } = parameters.find((one) => one.name === name)?.schema ?? {};
          const number = Math.min(Math.max(Number(value), Number(minimum ?? value)), Number(maximum ?? value));
          return [name, Number.isNaN(number) ? value : String(number)];
        });
        return await send({ ...message, path: query ? `${path}?${new URLSearchParams(cut)}` : path });
      },
  },
  {
    name: 'a header parameter is ignored',
    fits: hasHeader,
    between:
      (_world, { parameters }) =>
      async (message, send) => {
        const names = parameters.filter(({ in: place }) => place === 'header').map(({ name }) => name);
        return await send({ ...message, headers: names.reduce(withoutHeader, message.headers) });
      },
  },
  {
    name: 'the request’s own id is ignored',
    fits: () => true,
    between: asking(({ headers, ...rest }) => ({ ...rest, headers: withoutHeader(headers, 'X-Request-Id') })),
  },
  { name: 'a text is cut to 50 characters', fits: hasJsonBody, between: asking(eachText((text) => text.slice(0, 50))) },
  { name: 'a text is trimmed', fits: hasJsonBody, between: asking(eachText((text) => text.trim())) },
  { name: 'a text is in small letters', fits: hasJsonBody, between: asking(eachText((text) => text.toLowerCase())) },
  {
    name: 'a text loses what is not ASCII',
    fits: hasJsonBody,
    between: asking(eachText((text) => text.replace(/[^ -~]/g, '') || text)),
  },
  {
    name: 'an optional member is ignored',
    fits: hasJsonBody,
    between: asking(eachObject((object) => Object.fromEntries(Object.entries(object).slice(0, 1)))),
  },
  {
    name: 'a list keeps one item',
    fits: hasJsonBody,
    between: asking(
      eachObject((object) => mapObject(object, (value) => (Array.isArray(value) ? value.slice(0, 1) : value))),
    ),
  },
];

export const trafficKinds: readonly Kind[] = faults.map(
  ({ name, fits, between }): Kind => ({
    name,
    family: 'service',
    mutants: (contract) =>
      operationsOf(contract)
        .filter(fits)
        .map((operation): Mutant => {
          const { operationId } = operation;
          const defect = { in: 'traffic', operationId, between: (world: World) => between(world, operation) } as const;
          return { kind: name, place: operationId, operationIds: [operationId], defect };
        }),
  }),
);

/** Asks again with a token that may do anything, where the answer was this refusal. */
function forgiving(status: number, code: string): TrafficFault['between'] {
  return (world) => async (message, send) => {
    const answer = await send(message);
    if (answer.status !== status || JSON.parse(answer.text).code !== code) return answer;
    const { token } = await world.fills({});
    return await send({ ...message, headers: { ...message.headers, Authorization: `Bearer ${token}` } });
  };
}

/** What can be read at a path, or above it if that shows what is there; undefined if there is nothing. */
async function readWhatHolds(message: Message, send: Send): Promise<Answer | undefined> {
  const read = async (path: string) => await send({ ...message, method: 'GET', path });
  const own = await read(message.path);
  if (own.status === 200) return own;
  const [, above = '/', id = ''] = /^(.+)\/[^/]+\/([^/]+)$/.exec(message.path) ?? [];
  const parent = await read(above);
  return parent.status === 200 && parent.text.includes(id) ? parent : undefined;
}

/** Answers as it did before, if that was a success: whatever has the same key is the same question. */
function remembering(key: (message: Message) => string): TrafficFault['between'] {
  return () => {
    const memory = new Map<string, Answer>();
    return async (message, send) => {
      const answer = await send(message);
      if (answer.status >= 300) return answer;
      const known = memory.get(key(message)) ?? answer;
      memory.set(key(message), known);
      return known;
    };
  };
}

/** Asks something else than it was asked. */
function asking(change: (message: Message) => Message): TrafficFault['between'] {
  return () => async (message, send) => await send(change(message));
}

/** The members of a body, be it a form or JSON. */
function fieldsOf({ body, headers }: Message): object {
  const text = String(body ?? '');
  return /json/.test(headers['Content-Type'] ?? '') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
}

function withoutHeader(headers: Message['headers'], name: string): Message['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other.toLowerCase() !== name.toLowerCase()));
}

/** Changes a JSON object that is sent, if it is one. */
function eachObject(change: (object: object) => object): (message: Message) => Message {
  return (message) => {
    if (typeof message.body !== 'string' || !message.body.startsWith('{')) return message;
    try {
      return { ...message, body: JSON.stringify(change(JSON.parse(message.body))) };
    } catch {
      return message;
    }
  };
}

function eachText(change: (text: string) => string): (message: Message) => Message {
  return eachObject((object) => mapObject(object, (value) => (typeof value === 'string' ? change(value) : value)));
}

function mapObject(object: object, change: (value: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));
}
