import { IncomingMessage, type RequestListener, type ServerOptions, ServerResponse } from 'node:http';

/** An app; one of Express's has prototypes for its messages. */
export type App = RequestListener & { readonly request?: object; readonly response?: object };

export interface Messages {
  /** What Node's HTTP server makes its messages with. */
  readonly constructors: ServerOptions;
  /** From the next one on they are this app's. */
  suit(app: App): void;
}

/**
 * Messages that have an app's prototypes from the start. Express gives theirs to each as it arrives, unless it has them:
 * what V8 knew of an object is lost when its prototype is exchanged, some 5 % of a request.
 */
export function createMessages(): Messages {
  const request = makerLike(IncomingMessage);
  const response = makerLike(ServerResponse);
  return {
    constructors: { IncomingMessage: request, ServerResponse: response },
    suit(app) {
      request.prototype = (app.request ?? IncomingMessage.prototype) as IncomingMessage;
      response.prototype = (app.response ?? ServerResponse.prototype) as ServerResponse;
    },
  };
}

/** Makes what the given one makes; but its prototype can be exchanged, which a class's can't. */
function makerLike<Maker extends typeof IncomingMessage | typeof ServerResponse>(maker: Maker): Maker {
  function Message(...parameters: unknown[]): object {
    return Reflect.construct(maker, parameters, Message);
  }
  return Message as unknown as Maker;
}
