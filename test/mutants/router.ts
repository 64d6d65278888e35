import { type Contract, operationsOf } from '../contract/document.ts';
import type { Message } from '../contract/exchange.ts';

/** Tells the id of the operation that a message is for, if there is one. */
export type Router = (message: Message) => string | undefined;

/** A path without parameters goes before one that has some. */
export function createRouter(contract: Contract): Router {
  const routes = operationsOf(contract)
    .sort((one, other) => one.path.split('{').length - other.path.split('{').length)
    .map(({ operationId, method, path }) => ({ operationId, method, pattern: patternOf(path) }));
  return ({ method, path }) => routes.find((route) => route.method === method && route.pattern.test(path))?.operationId;
}

function patternOf(template: string): RegExp {
  const literals = template.split(/\{.*?\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^/?]+')}(\\?|$)`);
}
