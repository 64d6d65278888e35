import http from 'node:http';
import https from 'node:https';

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

/** Milliseconds that a server has to answer, from the request's first byte to the answer's last. */
const defaultPatience = 5_000;
/** Bytes of a body; who sends more may never end. */
const longestBody = 64 * 1024 * 1024;

const agents = {
  'http:': new http.Agent({ keepAlive: true }),
  'https:': new https.Agent({ keepAlive: true }),
} as const;

/**
 * One request and its answer. The path of the URL stands before that of the message.
 *
 * @param patience milliseconds that the server has for its whole answer
 * @throws if the answer isn't there by then, or its body is longer than 64 MB
 */
export function exchange(
  url: string,
  { method, path, headers, body }: Message,
  patience: number = defaultPatience,
): Promise<Answer> {
  const { protocol, hostname, port, pathname } = new URL(url);
  const { request } = protocol === 'https:' ? https : http;
  const agent = agents[protocol === 'https:' ? 'https:' : 'http:'];
  const target = { agent, hostname: hostname.replace(/^\[|\]$/g, ''), port, method };
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { ...target, path: pathname.replace(/\/$/, '') + path, headers: { ...headers, ...length } };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > longestBody) giveUp(`of at most ${longestBody >> 20} MB`);
        else chunks.push(chunk);
      });
      response.once('error', fail);
      response.once('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(
            Object.entries(response.headersDistinct).map(([name, values]) => [name, values?.join(', ') ?? '']),
          ),
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    const giveUp = (limit: string) => {
      fail(new Error(`No answer to ${method} ${path} ${limit}`));
      sent.destroy();
    };
    const timer = setTimeout(giveUp, patience, `in ${patience} ms`);
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The server let an idle connection go just as it was to be used again: it has not seen the request.
      const isStale = sent.reusedSocket && error.code === 'ECONNRESET';
      if (!isStale) return fail(error);
      clearTimeout(timer);
      exchange(url, { method, path, headers, body }, patience).then(resolve, reject);
    });
    sent.end(body);
  });
}
