import type { Request, RequestHandler } from 'express';
import { contextOf } from './context.ts';
import type { RoutedRequest } from './known-routes.ts';
import { type InvalidPart, Problem } from './problem.ts';

/** As many digits as a number holds exactly, and a few more. */
const plainNumber = /^-?\d{1,17}(\.\d{1,17})?$/;

/** The validator would read `0x10`, `1e1`, ` 5` and `` as numbers, and make Infinity of `1e400`. */
export const refuseLooseNumbers: RequestHandler = (request, response, next) => {
  const { numbers = [] } = contextOf(response).operation ?? {};
  const errors = numbers.flatMap((name) =>
    sentAs(request, name).flatMap(({ place, value }): InvalidPart[] => {
      const isNumber = [value].flat().every((text) => plainNumber.test(String(text)));
      return isNumber ? [] : [{ pointer: `/${place}/${name}`, message: 'must be a number in plain digits' }];
    }),
  );
  next(errors.length > 0 ? new Problem('invalid_request', { errors }) : undefined);
};

/** Where a parameter of this name was sent. */
function sentAs(request: Request, name: string): { place: string; value: unknown }[] {
  const { query, headers } = request;
  const { pathParams = {} } = (request as RoutedRequest).openapi ?? {};
  return [
    { place: 'query', value: query[name] },
    { place: 'params', value: pathParams[name] },
    { place: 'headers', value: headers[name.toLowerCase()] },
  ].filter(({ value }) => value !== undefined);
}
