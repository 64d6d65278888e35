import type { Request, RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { RoutedRequest } from './known-routes.ts';
import { type InvalidPart, Problem } from './problem.ts';

/** As many digits as a number holds exactly, and a few more. */
const plainNumber = /^-?\d{1,17}(\.\d{1,17})?$/;

/** The validator would read `0x10`, `1e1`, ` 5` and `` as numbers, and make Infinity of `1e400`. */
export const refuseLooseNumbers: RequestHandler = (request, response, next) => {
  const { numbers } = contextOf(response).operation ?? {};
  const errors = places.flatMap(({ place, pointer, read }) =>
    (numbers?.[place] ?? [])
      .filter((name) => !isPlain(read(request as Request & RoutedRequest, name)))
      .map((name): InvalidPart => {
        return { pointer: `/${pointer}/${name}`, message: 'must be a number in plain digits' };
      }),
  );
  next(errors.length > 0 ? new Problem('invalid_request', { errors }) : undefined);
};

/** Where numbers are sent, and what the validator calls the place. */
const places = [
  { place: 'query', pointer: 'query', read: ({ query }: Request, name: string): unknown => query[name] },
  {
    place: 'path',
    pointer: 'params',
    read: ({ openapi }: RoutedRequest, name: string) => openapi?.pathParams[name],
  },
  { place: 'header', pointer: 'headers', read: ({ headers }: Request, name: string) => headers[name.toLowerCase()] },
] as const;

function isPlain(value: unknown): boolean {
  return value === undefined || [value].flat().every((text) => plainNumber.test(String(text)));
}
