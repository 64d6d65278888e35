import type { Request } from 'express';
import { expect, test } from 'vitest';
import { createKnownRoutes, type RoutedRequest } from './known-routes.ts';
import type { OperationTable } from './types.ts';

const none = { path: [], query: [], header: [], cookie: [] };
const entry = {
  security: [],
  parameters: none,
  defaults: none,
  numbers: none,
  body: null,
  responses: {},
};

/** As many operations, all of them GET, and what the validator would say of them noted. */
function knowing(...paths: string[]) {
  const table: OperationTable = Object.fromEntries(paths.map((path) => [path, { ...entry, method: 'get', path }]));
  const routes = createKnownRoutes(table);
  for (const path of paths) {
    routes.note({
      method: 'GET',
      originalUrl: path,
      openapi: { openApiRoute: path, schema: { operationId: path }, pathParams: {} },
    } as unknown as Request);
  }
  return (originalUrl: string, method = 'GET') => {
    const request = { method, originalUrl } as unknown as Request & RoutedRequest;
    return routes.recall(request) ? request.openapi : undefined;
  };
}

test('a path that was found before is found again, with its own parameters', () => {
  const recall = knowing('/keys/{id}', '/keys');
  expect(recall('/keys/a%20b?limit=1')).toMatchObject({ openApiRoute: '/keys/{id}', pathParams: { id: 'a b' } });
  expect(recall('/keys')).toMatchObject({ openApiRoute: '/keys', pathParams: {} });
});

test.each(['/keys/', '/keys/a/', '/keys/%ZZ', '/Keys', '//keys', '/keys/a/b', '/', '/k%65ys'])(
  '%s is left to the validator',
  (url) => {
    expect(knowing('/keys/{id}', '/keys')(url)).toBeUndefined();
  },
);

test('so is another method', () => {
  expect(knowing('/keys')('/keys', 'POST')).toBeUndefined();
});

test.each(['/keys/mine', '/keys/other'])('so is %s, which could be that of two operations', (url) => {
  expect(knowing('/keys/{id}', '/keys/mine')(url)).toBeUndefined();
});

test('so is a path of which a parameter is only a part', () => {
  expect(knowing('/files/{name}.json')('/files/a.json')).toBeUndefined();
});

test('so is what the validator has not found yet, or found below a base path', () => {
  const routes = createKnownRoutes({ list: { ...entry, method: 'get', path: '/keys' } });
  const request = { method: 'GET', originalUrl: '/keys' } as unknown as Request & RoutedRequest;
  expect(routes.recall(request)).toBe(false);
  request.openapi = { openApiRoute: '/v1/keys', schema: {}, pathParams: {} };
  routes.note(request);
  expect(routes.recall(request)).toBe(false);
});
