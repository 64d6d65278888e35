import type { RequestHandler, Router } from 'express';

const allow = 'GET, HEAD, OPTIONS';

/** Mounts a resource that can only be read, with the answers to every other method. HEAD comes here as GET. */
export function mountReadOnly(router: Router, path: string, get: RequestHandler): void {
  router
    .route(path)
    .get(get)
    .options((_request, response) => {
      response.status(204).set('Allow', allow).end();
    })
    .all((_request, response) => {
      response.set('Allow', allow);
      throw Object.assign(new Error(), { code: 'method_not_allowed' });
    });
}
