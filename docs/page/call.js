/** What a request of an operation is made of, with the values of its examples. */
globalThis.callOf = (() => {
  const { resolve, exampleOf, hasExample } = globalThis.examples;

  /** OpenAPI, "Parameter Object": as header parameters these mean nothing. */
  const isIgnored = (parameter) =>
    parameter.in === 'header' && /^(accept|content-type|authorization)$/i.test(parameter.name);

  /**
   * @param document a bundled OpenAPI 3.0 or 3.1 document
   * @returns undefined if there is no such operation. Optional parameters are in it only if they have an example, of
   *   several media types the first, of several ways to authenticate the easiest.
   */
  function callOf(document, path, method) {
    const item = document.paths?.[path];
    const operation = item?.[method];
    if (!operation) return undefined;
    const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((entry) => resolve(document, entry));
    // An operation's own parameter takes the place of its path's.
    const parameters = [...new Map(all.map((entry) => [`${entry.in} ${entry.name}`, entry])).values()];
    return {
      path,
      method,
      operationId: operation.operationId,
      baseUrl: baseUrlOf(operation.servers ?? item.servers ?? document.servers),
      parameters: parameters
        .filter((entry) => (entry.required || hasExample(entry)) && !isIgnored(entry))
        .map((entry) => ({ ...entry, value: parameterValue(document, entry) })),
      body: bodyOf(document, operation),
      schemes: schemesOf(document, operation),
      answersWithBody: answersWithBody(document, operation),
    };
  }

  function baseUrlOf([server] = []) {
    const { url = '/', variables = {} } = server ?? {};
    return url.replace(/\{([^{}]+)\}/g, (_, name) => variables[name]?.default ?? name).replace(/\/$/, '');
  }

  function parameterValue(document, parameter) {
    const [content] = Object.values(parameter.content ?? {});
    if (!content) return exampleOf(document, parameter);
    const value = exampleOf(document, hasExample(parameter) ? parameter : content);
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  function bodyOf(document, operation) {
    const { content = {} } = resolve(document, operation.requestBody);
    const [mediaType] = Object.keys(content);
    return mediaType && { mediaType, value: exampleOf(document, content[mediaType]) };
  }

  function schemesOf(document, operation) {
    const ways = operation.security ?? document.security ?? [];
    const easiest = ways.find((way) => Object.keys(way).length === 0) ?? ways[0] ?? {};
    return Object.keys(easiest)
      .map((name) => resolve(document, document.components?.securitySchemes?.[name]))
      .map(({ name, ...scheme }) => ({ name, kind: kindOf(scheme) }));
  }

  /** How a scheme's secret is sent: `bearer`, `basic` or another of HTTP's, or the place of a key. */
  function kindOf({ type, scheme = '', in: place }) {
    return { oauth2: 'bearer', openIdConnect: 'bearer', apiKey: place, http: scheme.toLowerCase() }[type];
  }

  function answersWithBody(document, { responses = {} }) {
    return Object.entries(responses)
      .filter(([status]) => /^2|^default$/.test(status))
      .some(([, response]) => Object.keys(resolve(document, response).content ?? {}).length > 0);
  }

  return callOf;
})();
