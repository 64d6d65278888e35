import { type Call, fresh, own } from './call.ts';

export const whyNot = 'would change what this run has not made: left out (--allow-destructive)';

/** Whether a call leaves alone what this run has not made: it only reads, only makes, or names a thing of this run. */
export function mayCall(call: Call, allowDestructive: boolean): boolean {
  if (allowDestructive) return true;
  const { operation, parameters, method = operation.method } = call;
  if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method)) return true;
  const path = operation.parameters.filter(({ in: place }) => place === 'path');
  const isOurs =
    path.length > 0 && path.every(({ name }) => [own, fresh].includes(parameters[`path ${name}`] as symbol));
  return isOurs || call.isInvented === true || (method === 'POST' && path.length === 0);
}
