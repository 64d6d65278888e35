import { Agent, request } from 'node:http';

export interface Message {
  readonly method: string;
  /** Sent as it is: `fetch` would tidy up `..` and the like. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Milliseconds that a server has to answer. */
const patience = 5_000;

const agent = new Agent({ keepAlive: true });

/** One request and its answer. */
export function exchange(url: string, { method, path, headers, body }: Message): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(
            Object.entries(response.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
          ),
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.setTimeout(patience, () => sent.destroy(new Error(`No answer to ${method} ${path} in ${patience} ms`)));
    sent.once('error', reject);
    sent.end(body);
  });
}
