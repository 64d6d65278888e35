/** The client's door. */
export type { ErrorCode, OAuthErrorError } from '../generated/enums.ts';
export type { components } from '../generated/types.ts';
export { type ClientOptions, createClient, throwing } from './client.ts';
export { ApiError, ConnectionError } from './errors.ts';
export { createLatchkeyClient, type LatchkeyClient, type LatchkeyClientOptions } from './latchkey.ts';
export { items, type ListMethod, type Page } from './pages.ts';
export { type RetryOptions, withRetry } from './retry.ts';
export { type NewSecret, type Rotated, type RotateOptions, type Rotation, RotationError } from './rotate.ts';
export { fetchTransport, type Transport } from './transport.ts';
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
