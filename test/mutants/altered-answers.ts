import type { Answer } from '../contract/exchange.ts';
import { withHeader } from './altered-headers.ts';
import type { Kind, Mutant } from './mutant.ts';
import { type AnswerPlace, answerPlaces } from './places.ts';

/** What is done to a whole answer: its status, or its body as text. */
interface AnswerFault {
  readonly name: string;
  readonly fits: (place: AnswerPlace) => boolean;
  /** Each way of doing it, with a name. */
  readonly ways: (place: AnswerPlace) => readonly (readonly [way: string, alter: (answer: Answer) => Answer])[];
}

const hasBody = ({ response }: AnswerPlace) => response.content !== undefined;
const isRefusal = ({ status }: AnswerPlace) => status >= 400;
const is =
  (...wanted: readonly number[]) =>
  ({ status }: AnswerPlace) =>
    wanted.includes(status);

const faults: readonly AnswerFault[] = [
  {
    name: 'the status is another declared one',
    fits: () => true,
    ways: ({ operation, status }) =>
      Object.keys(operation.responses)
        .map(Number)
        .filter((other) => other !== status)
        .flatMap(to),
  },
  { name: 'the status is not declared', fits: () => true, ways: () => to(418) },
  { name: 'every success is a 200', fits: is(201, 202, 204), ways: () => to(200) },
  {
    name: 'a refusal has the status of a success',
    fits: isRefusal,
    ways: ({ operation }) => to(successStatus(operation.responses)),
  },
  { name: 'a refusal looks like a failure', fits: ({ status }) => status >= 400 && status < 500, ways: () => to(500) },
  { name: 'a failure looks like a refusal', fits: is(500, 503), ways: () => to(400) },
  { name: 'what is forbidden seems not to be there', fits: is(403), ways: () => to(404) },
  { name: 'who is unknown seems to be forbidden', fits: is(401), ways: () => to(403) },
  { name: 'the body is missing', fits: hasBody, ways: () => text('', () => '') },
  { name: 'the body is an empty object', fits: hasBody, ways: () => text('', () => '{}') },
  { name: 'the body is cut off', fits: hasBody, ways: () => text('', (body) => body.slice(0, -2)) },
  { name: 'the body has something behind it', fits: hasBody, ways: () => text('', (body) => `${body}null`) },
  { name: 'the body is a string of JSON', fits: hasBody, ways: () => text('', (body) => JSON.stringify(body)) },
  {
    name: 'the body is wrapped',
    fits: hasBody,
    ways: () => [...text('in data', (body) => `{"data":${body}}`), ...text('in a list', (body) => `[${body}]`)],
  },
  {
    name: 'a body comes where none is declared',
    fits: (place) => !hasBody(place),
    ways: () => [
      ...text('null', () => 'null'),
      ...text('an object', () => '{"deleted":true}'),
      [
        'a media type alone',
        (answer: Answer) => ({
          ...answer,
          headers: new Headers([...answer.headers, ['Content-Type', 'application/json']]),
        }),
      ],
    ],
  },
];

export const answerKinds: readonly Kind[] = faults.map(
  ({ name, fits, ways }): Kind => ({
    name,
    family: 'answer',
    mutants: (contract) =>
      answerPlaces(contract)
        .filter(fits)
        .flatMap((place) =>
          ways(place).map(([way, alter]): Mutant => {
            const {
              operation: { operationId },
              status,
            } = place;
            const defect = { in: 'answer', operationId, status, alter } as const;
            return {
              kind: name,
              place: `${operationId} ${status} ${way}`.trimEnd(),
              operationIds: [operationId],
              defect,
            };
          }),
        ),
  }),
);

type Way = readonly [way: string, alter: (answer: Answer) => Answer];

function to(status: number): Way[] {
  return [[`→ ${status}`, (answer) => ({ ...answer, status })]];
}

function text(way: string, change: (text: string) => string): Way[] {
  return [[way, (answer) => withHeader({ ...answer, text: change(answer.text) }, 'Content-Length', () => undefined)]];
}

function successStatus(responses: object): number {
  return Number(Object.keys(responses).find((status) => status.startsWith('2')));
}
