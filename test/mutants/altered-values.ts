import type { Contract, Schema } from '../contract/document.ts';
import type { Answer } from '../contract/exchange.ts';
import type { Kind, Mutant } from './mutant.ts';
import { answerPlaces, edit, gone, typesOf, type ValuePlace, valuePlaces } from './places.ts';

/** What is done to one value of a JSON body. */
interface ValueFault {
  readonly name: string;
  readonly fits: (place: ValuePlace, status: number) => boolean;
  readonly change: (value: unknown, place: ValuePlace) => unknown;
}

const day = 86_400_000;

/** For people only: any text will do, as long as there is some. */
const prose = ['message', 'error_description'];

const is =
  (...types: readonly string[]) =>
  ({ schema }: ValuePlace) =>
    typesOf(schema).some((type) => types.includes(type));
const isMember = ({ path }: ValuePlace) => path.length > 0 && path.at(-1) !== '*';
const isNullable = is('null');
const isDate = ({ schema }: ValuePlace) => schema.format === 'date-time';
const isCode = ({ schema }: ValuePlace) => Array.isArray(schema['x-extensible-enum']);
const isConstant = ({ schema }: ValuePlace) => schema.const !== undefined;
const isProse = ({ path }: ValuePlace) => prose.includes(path.at(-1) ?? '');
const ifString = (change: (value: string) => unknown) => (value: unknown) =>
  typeof value === 'string' ? change(value) : value;
const ifNumber = (change: (value: number) => unknown) => (value: unknown) =>
  typeof value === 'number' ? change(value) : value;
const ifList = (change: (value: unknown[]) => unknown) => (value: unknown) =>
  Array.isArray(value) ? change(value) : value;
const ifObject = (change: (value: object) => unknown) => (value: unknown) =>
  typeof value === 'object' && value !== null ? change(value) : value;

const faults: readonly ValueFault[] = [
  { name: 'a property is missing', fits: isMember, change: () => gone },
  {
    name: 'a property is null that may not be',
    fits: (place) => isMember(place) && !isNullable(place),
    change: () => null,
  },
  { name: 'a text is a number', fits: is('string'), change: ifString((text) => text.length) },
  { name: 'a text is a list', fits: is('string'), change: ifString((text) => text.split(' ')) },
  { name: 'a text is empty', fits: is('string'), change: ifString(() => '') },
  { name: 'a number is a text', fits: is('integer', 'number'), change: ifNumber(String) },
  { name: 'a number is zero', fits: is('integer', 'number'), change: ifNumber(() => 0) },
  { name: 'a number is negative', fits: is('integer', 'number'), change: ifNumber((number) => -1 - number) },
  { name: 'an integer is a fraction', fits: is('integer'), change: ifNumber((number) => number + 0.5) },
  { name: 'a number is off by one', fits: is('integer', 'number'), change: ifNumber((number) => number + 1) },
  { name: 'a flag is a text', fits: is('boolean'), change: String },
  { name: 'a flag is the other way round', fits: is('boolean'), change: (value) => value === false },
  { name: 'a list is an object', fits: is('array'), change: ifList((list) => ({ ...list })) },
  { name: 'a list is its one item', fits: is('array'), change: ifList(([first = null]) => first) },
  { name: 'a list is empty', fits: is('array'), change: ifList(() => []) },
  { name: 'a list has an item too many', fits: is('array'), change: ifList((list) => [...list, ...list.slice(-1)]) },
  { name: 'a list has an item too few', fits: is('array'), change: ifList((list) => list.slice(0, -1)) },
  { name: 'a list is in reverse', fits: is('array'), change: ifList((list) => list.toReversed()) },
  {
    name: 'an object is a list',
    fits: (place) => place.path.length > 0 && is('object')(place),
    change: (value) => [value],
  },
  {
    name: 'an object has a property too many',
    fits: is('object'),
    change: ifObject((object) => ({ ...object, internal: 1 })),
  },
  {
    name: 'a secret leaks',
    fits: (place, status) => status < 300 && is('object')(place) && !hasProperty(place.schema, 'clientSecret'),
    change: ifObject((object) => ({ ...object, clientSecret: 'lks_8Zt3kPq0VbN5xYd7RmW2sLcA9fJhGu3aksgH' })),
  },
  {
    name: 'the cause of an error leaks',
    fits: (place, status) => status >= 400 && place.path.length === 0,
    change: ifObject((object) => ({ ...object, stack: 'Error: at server/domain' })),
  },
  { name: 'the error code is another known one', fits: isCode, change: otherCode },
  { name: 'the error code is unknown', fits: isCode, change: () => 'some_error' },
  { name: 'a constant is in other letters', fits: isConstant, change: ifString(swapCase) },
  { name: 'a date is a number', fits: isDate, change: ifString((date) => Date.parse(date)) },
  { name: 'a date is in words', fits: isDate, change: ifString((date) => new Date(date).toUTCString()) },
  { name: 'a date has no zone', fits: isDate, change: ifString((date) => date.replace(/Z$/, '')) },
  { name: 'a date has no time', fits: isDate, change: ifString((date) => date.slice(0, 10)) },
  {
    name: 'a date is a day late',
    fits: isDate,
    change: ifString((date) => new Date(Date.parse(date) + day).toISOString()),
  },
  {
    name: 'a date is made up',
    fits: (place) => isDate(place) && isNullable(place),
    change: (value) => value ?? '2026-11-22T09:30:00.000Z',
  },
  { name: 'a date is forgotten', fits: (place) => isDate(place) && isNullable(place), change: () => null },
  {
    name: 'a text is another',
    fits: (place) => is('string')(place) && !isDate(place) && !isCode(place) && !isConstant(place) && !isProse(place),
    // At its start: the last character of base64 may hold bits that say nothing.
    change: ifString((text) => `${text.startsWith('Q') ? 'R' : 'Q'}${text.slice(1)}`),
  },
];

export const valueKinds: readonly Kind[] = [
  ...faults.map(
    ({ name, fits, change }): Kind => ({
      name,
      family: 'answer',
      mutants: (contract) =>
        bodyPlaces(contract).flatMap(({ operationId, status, values }) =>
          values
            .filter((place) => fits(place, status))
            .map((place) => mutant(name, operationId, status, place.path, (value) => change(value, place))),
        ),
    }),
  ),
  {
    name: 'a property has another name',
    family: 'answer',
    mutants: (contract) =>
      bodyPlaces(contract).flatMap(({ operationId, status, values }) =>
        values.filter(isMember).map(({ path }) => {
          const from = path.at(-1) ?? '';
          const change = ifObject((object) => renamed(object, from, snakeCase(from)));
          return mutant('a property has another name', operationId, status, path, change, path.slice(0, -1));
        }),
      ),
  },
  {
    name: 'two ids are swapped',
    family: 'answer',
    mutants: (contract) =>
      bodyPlaces(contract).flatMap(({ operationId, status, values }) =>
        values.flatMap(({ path, schema }) => {
          const [one, other] = Object.keys((schema.properties as object | undefined) ?? {}).filter(isId);
          if (one === undefined || other === undefined) return [];
          const change = ifObject((object) => swapped(object as Record<string, unknown>, one, other));
          return [mutant('two ids are swapped', operationId, status, path, change)];
        }),
      ),
  },
];

/** Every value of every declared JSON body. */
function bodyPlaces(contract: Contract) {
  return answerPlaces(contract).flatMap(({ operation: { operationId }, status, response: { content = {} } }) =>
    Object.values(content).map(({ schema = {} }) => ({ operationId, status, values: valuePlaces(contract, schema) })),
  );
}

/** @param shown the place as people see it @param at where the change is made, if that is elsewhere */
function mutant(
  kind: string,
  operationId: string,
  status: number,
  shown: readonly string[],
  change: (value: unknown) => unknown,
  at: readonly string[] = shown,
): Mutant {
  const place = `${operationId} ${status} ${shown.map((step) => `/${step}`).join('')}`.trimEnd();
  const alter = (answer: Answer) => withBody(answer, (body) => edit(body, at, change));
  return { kind, place, operationIds: [operationId], defect: { in: 'answer', operationId, status, alter } };
}

function withBody(answer: Answer, change: (body: unknown) => unknown): Answer {
  if (answer.text === '') return answer;
  return { ...answer, text: JSON.stringify(change(JSON.parse(answer.text))) };
}

function otherCode(value: unknown, { schema }: ValuePlace): unknown {
  return (schema['x-extensible-enum'] as unknown[]).find((code) => code !== value);
}

function swapCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}

function snakeCase(name: string): string {
  const snake = name.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
  return snake === name ? `${name}_` : snake;
}

function renamed(object: object, from: string, to: string): object {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name === from ? to : name, value]));
}

function swapped(object: Record<string, unknown>, one: string, other: string): object {
  return one in object && other in object ? { ...object, [one]: object[other], [other]: object[one] } : object;
}

function isId(name: string): boolean {
  return /Id$|By$/.test(name);
}

function hasProperty({ properties = {} }: Schema, name: string): boolean {
  return Object.hasOwn(properties as object, name);
}
