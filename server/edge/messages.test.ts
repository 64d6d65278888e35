import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { errors } from '../http/errors.ts';
import { createListener, plainErrors } from './index.ts';

/** Says how its messages are called, which only their prototypes know. */
const plain: RequestListener = (request, response) => {
  response.end([request, response].map((message) => String(Reflect.get(message, 'called'))).join());
};

function appWithMessages(called: string) {
  const prototypeOf = (parent: object): object => Object.create(parent, { called: { value: called } });
  const app: RequestListener = (...messages) => plain(...messages);
  const [request, response] = [prototypeOf(IncomingMessage.prototype), prototypeOf(ServerResponse.prototype)];
  return Object.assign(app, { request, response });
}

test('messages come with the prototypes of the app that serves, which may be exchanged', async () => {
  const listener = createListener(appWithMessages('first'), { errors, errorForm: plainErrors });
  const port = await listener.listen(0, '127.0.0.1');
  const ask = async () => await (await fetch(`http://127.0.0.1:${port}`)).text();
  const said = [await ask()];
  for (const app of [appWithMessages('second'), plain]) {
    listener.serve(app);
    said.push(await ask());
  }
  await listener.stop();
  expect(said).toEqual(['first,first', 'second,second', 'undefined,undefined']);
});
