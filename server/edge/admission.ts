import type { RequestHandler } from 'express';
import { contextOf, originOf } from './context.ts';
import { declares } from './dispatch.ts';
import type { Origin } from './types.ts';

/** Asks whether a call may come in, where the contract says that it may be turned away (429). */
export function admit(admission: (origin: Origin) => Promise<void>): RequestHandler {
  return async (request, response, next) => {
    const { operation } = contextOf(response);
    if (operation && declares(operation, 429)) await admission(originOf(request, response));
    next();
  };
}
