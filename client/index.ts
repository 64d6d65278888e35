/** The client's door. */
export type { ErrorCode, OAuthErrorError } from '../generated/enums.ts';
export type { components } from '../generated/types.ts';
export { type ClientOptions, createClient, type Transport, throwing } from './client.ts';
export { ApiError, ConnectionError } from './errors.ts';
export { createLatchkeyClient, type LatchkeyClient, type LatchkeyClientOptions } from './latchkey.ts';
export type {
  Answer,
  CallOptions,
  Client,
  Input,
  OperationEntry,
  OperationTable,
  Success,
  ThrowingClient,
} from './types.ts';
