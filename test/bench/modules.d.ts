/** What the bench uses of two packages that bring no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  export interface Request {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
    setupRequest?: (request: Request) => Request;
    onResponse?: (status: number, body: string) => void;
  }

  interface Options {
    url: string | string[];
    connections: number;
    /** Seconds. */
    duration?: number;
    /** Requests, after which it ends instead. */
    amount?: number;
    /** Milliseconds between two looks at whether the time is up. */
    sampleInt?: number;
    requests: Request[];
  }

  interface Outcome {
    errors: number;
  }

  interface Run extends EventEmitter, PromiseLike<Outcome> {
    stop(): void;
  }

  export default function autocannon(options: Options): Run;
}

declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): RequestListener;
  }
}
