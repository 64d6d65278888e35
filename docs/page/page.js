/** Starts Swagger UI on `contract`, which another script has set. */
(() => {
  const contract = globalThis.contract;
  /** With more operations than this the page opens as a list of tags. */
  const manyOperations = 100;
  const countOf = Object.values(contract.paths ?? {}).flatMap((item) => Object.keys(item)).length;

  followColorScheme();
  document.title = `${contract.info.title} · API reference`;
  for (const scheme of Object.values(contract.components?.securitySchemes ?? {})) askForToken(scheme);
  contract.servers = (contract.servers ?? [{ url: '/' }]).map(absolute);

  const ui = SwaggerUIBundle({
    dom_id: '#reference',
    spec: contract,
    deepLinking: true,
    filter: true,
    docExpansion: countOf > manyOperations ? 'none' : 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    // Credentials stay in the memory of this page.
    persistAuthorization: false,
    validatorUrl: null,
    requestInterceptor: withoutBrowserLogin,
    plugins: [
      globalThis.samplesPlugin(contract),
      globalThis.layoutPlugin,
      () => ({ fn: { opsFilter: findOperations } }),
      SwaggerUIBundle.plugins.SafeRender({ componentList: ['CodeSamples'] }),
    ],
  });
  // Swagger UI resolves references against an address, though all lead to the document itself; a file's won't do.
  if (location.protocol === 'file:') ui.specActions.updateUrl('https://document.invalid/');

  function followColorScheme() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const apply = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
    dark.addEventListener('change', apply);
    apply();
  }

  /** Swagger UI fetches what `openIdConnectUrl` names as soon as it starts. A reader may follow it, and give a token. */
  function askForToken(scheme) {
    const { type, openIdConnectUrl, description } = scheme;
    if (type !== 'openIdConnect') return;
    delete scheme.openIdConnectUrl;
    Object.assign(scheme, { type: 'http', scheme: 'bearer' });
    scheme.description = [description, openIdConnectUrl].filter(Boolean).join('\n\n');
  }

  /** A relative server is relative to where the document is (OpenAPI, "Server Object"); a file has no server. */
  function absolute(server) {
    const isAbsolute = /^[a-z][a-z\d+.-]*:|^\{/i.test(server.url);
    if (isAbsolute || location.protocol === 'file:') return server;
    return { ...server, url: new URL(server.url, location.href).href.replace(/\/$/, '') };
  }

  /** To a Basic challenge a browser answers with a dialog of its own, unless no credentials of its own may be sent. */
  function withoutBrowserLogin(request) {
    if (request.headers?.Authorization) request.credentials = 'omit';
    return request;
  }

  /** Swagger UI's own filter knows tags and paths alone. */
  function findOperations(taggedOperations, phrase) {
    const wanted = phrase.toLowerCase();
    const isIn = (text) =>
      String(text ?? '')
        .toLowerCase()
        .includes(wanted);
    const fits = (entry) =>
      ['path', 'method'].some((key) => isIn(entry.get(key))) ||
      ['summary', 'operationId'].some((key) => isIn(entry.getIn(['operation', key])));
    return taggedOperations
      .map((tag, name) => (isIn(name) ? tag : tag.update('operations', (operations) => operations.filter(fits))))
      .filter((tag) => tag.get('operations').size > 0);
  }
})();
