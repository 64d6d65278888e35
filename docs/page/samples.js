/**
 * How to call an operation, as texts to copy. Works on any bundled OpenAPI 3.0 or 3.1 document in which every operation
 * has an id.
 *
 * @returns in the order to show them; none if there is no such operation
 */
globalThis.codeSamples = (document, path, method) => {
  const call = globalThis.callOf(document, path, method);
  if (!call) return [];
  const client = globalThis.clientSample(call, document.info['x-client']);
  return [
    { id: 'curl', title: 'curl', language: 'bash', text: globalThis.curlSample(call) },
    { id: 'client', title: 'TypeScript client', language: 'javascript', text: client },
  ].filter(({ text }) => text !== undefined);
};
