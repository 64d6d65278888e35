/** A call by the generated TypeScript client. Secrets come from the environment. */
globalThis.clientSample = (() => {
  /** Name and value, in TypeScript, of the header that a scheme asks for, and the variables that it reads. */
  const credentials = {
    bearer: () => ['Authorization', '`Bearer $' + '{ACCESS_TOKEN}`', 'ACCESS_TOKEN'],
    basic: () => ['Authorization', "'Basic ' + btoa(USERNAME + ':' + PASSWORD)", 'USERNAME', 'PASSWORD'],
    header: ({ name }) => [name, 'API_KEY', 'API_KEY'],
  };
  const isSendable = /[/+]json\b|^application\/x-www-form-urlencoded\b/i;

  /**
   * @param call what `callOf` gives
   * @param own the document's `x-client`: package and factory of a client that fetches its tokens by itself
   * @returns undefined if the client can't send such a call
   */
  function clientSample(call, own) {
    const { parameters, body, schemes } = call;
    const needsCookie = parameters.some((parameter) => parameter.in === 'cookie' && parameter.required);
    if (needsCookie || (body && !isSendable.test(body.mediaType))) return undefined;
    if (own) return `${ownClient(own, call)}\n\n${resultOrError(call)}`;
    if (!schemes.every((scheme) => credentials[scheme.kind])) return undefined;
    return anyClient(call);
  }

  function ownClient({ package: name, factory }, { baseUrl }) {
    return [
      `import { ${factory} } from ${literal(name)};`,
      '',
      "const { CLIENT_ID = '', CLIENT_SECRET = '' } = process.env;",
      `const client = ${factory}({`,
      `  baseUrl: ${literal(baseUrl)},`,
      '  clientId: CLIENT_ID,',
      '  clientSecret: CLIENT_SECRET,',
      '});',
    ].join('\n');
  }

  /** That client resolves to the body of a success and throws for the rest. */
  function resultOrError(call) {
    const text = callText(call);
    return call.answersWithBody ? `const result = ${text}\nconsole.log(result);` : text;
  }

  /** The client of any contract tells answers apart by their status. */
  function anyClient(call) {
    const headers = call.schemes.map((scheme) => credentials[scheme.kind](scheme));
    const variables = headers.flatMap(([, , ...names]) => names.map((name) => `${name} = ''`));
    const fields = headers.map(([name, value]) => `${property(name)}: ${value}`);
    const options = fields.length > 0 ? `{ headers: { ${fields.join(', ')} } }` : undefined;
    return [
      "import { createClient } from 'latchkey-client';",
      "import { operations as table } from './generated/operations.ts';",
      "import type { operations } from './generated/types.ts';",
      '',
      ...(variables.length > 0 ? [`const { ${[...new Set(variables)].join(', ')} } = process.env;`] : []),
      'const client = createClient<operations, typeof table>(table, {',
      `  baseUrl: ${literal(call.baseUrl)},`,
      '});',
      '',
      `const { status, body } = ${callText(call, options)}`,
      'console.log(status, body);',
    ].join('\n');
  }

  function callText({ operationId, parameters, body }, options) {
    const input = Object.fromEntries([
      ...parameters.filter((parameter) => parameter.in !== 'cookie').map(({ name, value }) => [name, value]),
      ...(body ? [['body', body.value]] : []),
    ]);
    const isNeeded = Object.keys(input).length > 0 || options !== undefined;
    const values = isNeeded ? [literal(input), options].filter((text) => text !== undefined) : [];
    const start = `await client${member(operationId)}(`;
    const line = `${start}${values.join(', ')});`;
    if (values.length < 2 || line.length <= 80) return line;
    return `${start}\n${values.map((value) => `  ${value.replaceAll('\n', '\n  ')},\n`).join('')});`;
  }

  function member(name) {
    return isIdentifier(name) ? `.${name}` : `[${literal(name)}]`;
  }

  /** In an object literal a plain `__proto__` would set the prototype. */
  function property(name) {
    if (name === '__proto__') return "['__proto__']";
    return isIdentifier(name) ? name : literal(name);
  }

  function isIdentifier(name) {
    return /^[A-Za-z_$][\w$]*$/.test(name);
  }

  /** A JSON value as TypeScript, on one line if it is short. */
  function literal(value, indent = '') {
    if (typeof value === 'string') return stringLiteral(value);
    if (value === null || typeof value !== 'object') return String(value);
    const deeper = `${indent}  `;
    const items = Array.isArray(value)
      ? value.map((item) => literal(item, deeper))
      : Object.entries(value).map(([name, of]) => `${property(name)}: ${literal(of, deeper)}`);
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    if (items.length === 0) return open + close;
    const space = open === '{' ? ' ' : '';
    const line = `${open}${space}${items.join(', ')}${space}${close}`;
    if (line.length <= 60 && !line.includes('\n')) return line;
    return `${open}\n${items.map((item) => `${deeper}${item},\n`).join('')}${indent}${close}`;
  }

  function stringLiteral(text) {
    const inside = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
    return `'${inside}'`;
  }

  return clientSample;
})();
