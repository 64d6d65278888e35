import { type Contract, operationsOf } from '../contract/document.ts';
import type { Answer } from '../contract/exchange.ts';
import type { Kind, Mutant } from './mutant.ts';
import { type AnswerPlace, answerPlaces } from './places.ts';

/** What is done to a header, wherever an answer has it. */
interface HeaderFault {
  readonly name: string;
  /** Whether an answer to this place may have the header. */
  readonly fits: (place: AnswerPlace) => boolean;
  /** The header's new value from its old one; none, if it is dropped. */
  readonly header: string;
  readonly change: (value: string) => string | undefined;
}

const everywhere = () => true;
const dropped = () => undefined;
const declares =
  (header: string) =>
  ({ response }: AnswerPlace) =>
    Object.hasOwn(response.headers ?? {}, header);
const challenges = declares('WWW-Authenticate');
/** Only a challenge for a token says what was wrong with it (RFC 6750 §3). */
const challengesForToken = (place: AnswerPlace) =>
  challenges(place) && place.operation.security.some((option) => 'oauth2' in option);

const faults: readonly HeaderFault[] = [
  { name: 'X-Request-Id is missing', header: 'X-Request-Id', fits: everywhere, change: dropped },
  { name: 'X-Request-Id is empty', header: 'X-Request-Id', fits: everywhere, change: () => '' },
  { name: 'every answer has the same X-Request-Id', header: 'X-Request-Id', fits: isSuccess, change: () => 'of-a-law' },
  {
    name: 'X-Request-Id is always made anew',
    header: 'X-Request-Id',
    fits: isSuccess,
    change: () => crypto.randomUUID(),
  },
  { name: 'Cache-Control is missing', header: 'Cache-Control', fits: everywhere, change: dropped },
  { name: 'Cache-Control lets caches keep', header: 'Cache-Control', fits: everywhere, change: () => 'max-age=60' },
  { name: 'Pragma is missing', header: 'Pragma', fits: declares('Pragma'), change: dropped },
  { name: 'Pragma says something else', header: 'Pragma', fits: declares('Pragma'), change: () => 'cache' },
  { name: 'WWW-Authenticate is missing', header: 'WWW-Authenticate', fits: challenges, change: dropped },
  {
    name: 'WWW-Authenticate names another scheme',
    header: 'WWW-Authenticate',
    fits: challenges,
    change: (value) => value.replace(/^\w+/, 'Digest'),
  },
  {
    name: 'WWW-Authenticate names another error',
    header: 'WWW-Authenticate',
    fits: challengesForToken,
    change: (value) => value.replace(/error="\w+"/, 'error="invalid_request"'),
  },
  {
    name: 'WWW-Authenticate names no error',
    header: 'WWW-Authenticate',
    fits: challengesForToken,
    change: (value) => value.replace(/, error=.*/, ''),
  },
  {
    name: 'WWW-Authenticate names another scope',
    header: 'WWW-Authenticate',
    fits: ({ status }) => status === 403,
    change: (value) => value.replace(/scope="/, 'scope="admin '),
  },
  { name: 'Retry-After is missing', header: 'Retry-After', fits: declares('Retry-After'), change: dropped },
  { name: 'Retry-After is no number', header: 'Retry-After', fits: declares('Retry-After'), change: () => 'soon' },
  { name: 'Retry-After is negative', header: 'Retry-After', fits: declares('Retry-After'), change: () => '-1' },
  { name: 'Retry-After is zero', header: 'Retry-After', fits: ({ status }) => status === 429, change: () => '0' },
  { name: 'RateLimit is missing', header: 'RateLimit', fits: declares('RateLimit'), change: dropped },
  {
    name: 'RateLimit leaves a call',
    header: 'RateLimit',
    fits: declares('RateLimit'),
    change: (value) => value.replace('r=0', 'r=1'),
  },
  {
    name: 'RateLimit has another wait',
    header: 'RateLimit',
    fits: declares('RateLimit'),
    change: (value) => `${value}0`,
  },
  {
    name: 'RateLimit-Policy is missing',
    header: 'RateLimit-Policy',
    fits: declares('RateLimit-Policy'),
    change: dropped,
  },
  {
    name: 'RateLimit-Policy has no window',
    header: 'RateLimit-Policy',
    fits: declares('RateLimit-Policy'),
    change: (value) => value.replace(/;w=.*/, ''),
  },
  { name: 'ETag is missing', header: 'ETag', fits: declares('ETag'), change: dropped },
  { name: 'ETag is weak', header: 'ETag', fits: declares('ETag'), change: (value) => `W/${value}` },
  { name: 'ETag is always the same', header: 'ETag', fits: declares('ETag'), change: () => '"1"' },
  { name: 'ETag is always another', header: 'ETag', fits: declares('ETag'), change: () => `"${crypto.randomUUID()}"` },
  { name: 'Location is missing', header: 'Location', fits: declares('Location'), change: dropped },
  { name: 'Location is no URL', header: 'Location', fits: declares('Location'), change: (value) => `${value} <here>` },
  {
    name: 'Location leads elsewhere',
    header: 'Location',
    fits: declares('Location'),
    change: (value) => value.slice(0, -1) + (value.endsWith('0') ? '1' : '0'),
  },
  { name: 'Content-Type is missing', header: 'Content-Type', fits: hasBody, change: dropped },
  { name: 'Content-Type is HTML', header: 'Content-Type', fits: hasBody, change: () => 'text/html; charset=utf-8' },
  {
    name: 'Content-Type is another JSON',
    header: 'Content-Type',
    fits: hasBody,
    change: () => 'application/problem+json',
  },
];

export const headerKinds: readonly Kind[] = [
  ...faults.map(
    ({ name, header, fits, change }): Kind => ({
      name,
      family: 'answer',
      mutants: (contract) =>
        answerPlaces(contract)
          .filter(fits)
          .map(({ operation: { operationId }, status }): Mutant => {
            const alter = (answer: Answer) => withHeader(answer, header, change);
            const defect = { in: 'answer', operationId, status, alter } as const;
            return { kind: name, place: `${operationId} ${status}`, operationIds: [operationId], defect };
          }),
    }),
  ),
  ...[
    { name: 'Allow is missing', change: dropped },
    { name: 'Allow names too many methods', change: (value: string) => `${value}, PATCH` },
    { name: 'Allow names too few methods', change: (value: string) => value.replace(/^\w+, /, '') },
  ].map(
    ({ name, change }): Kind => ({
      name,
      family: 'answer',
      mutants: (contract) => allowMutants(contract, name, change),
    }),
  ),
];

/** The answer with another value of a header that it has. */
export function withHeader(answer: Answer, name: string, change: (value: string) => string | undefined): Answer {
  const before = answer.headers.get(name);
  if (before === null) return answer;
  const headers = new Headers(answer.headers);
  const after = change(before);
  if (after === undefined) headers.delete(name);
  else headers.set(name, after);
  return { ...answer, headers };
}

/** No operation declares what answers to another method. */
function allowMutants(contract: Contract, kind: string, change: (value: string) => string | undefined): Mutant[] {
  const paths = Map.groupBy(operationsOf(contract), ({ path }) => path);
  return [...paths].map(([path, operations]) => ({
    kind,
    place: path,
    operationIds: operations.map(({ operationId }) => operationId),
    defect: {
      in: 'traffic',
      between: () => async (message, send) => {
        const answer = await send(message);
        return message.path === path ? withHeader(answer, 'Allow', change) : answer;
      },
    },
  }));
}

function isSuccess({ status }: AnswerPlace): boolean {
  return status < 300;
}

function hasBody({ response }: AnswerPlace): boolean {
  return response.content !== undefined;
}
