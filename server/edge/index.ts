/** The edge's door: any contract and its handlers in, an Express app out. */
export type { EdgeLog, FinishedRequest } from './context.ts';
export { InvalidContract } from './contract-problems.ts';
export { createEdge, type EdgeSettings } from './edge.ts';
export { type ErrorForm, oauthErrors, plainErrors } from './error-forms.ts';
export { createListener, type Listener, type ListenerLimits } from './listener.ts';
export { type EdgeCode, type ErrorRow, type ErrorTable, Problem } from './problem.ts';
export type {
  CallerOf,
  Handlers,
  OperationEntry,
  OperationTable,
  Origin,
  Reply,
  RequestOf,
  ResponseOf,
} from './types.ts';
export type { SecurityHandlers } from './validator.ts';
