/** A call as a command for a POSIX shell. Secrets come from the environment. */
globalThis.curlSample = (() => {
  const credentials = {
    bearer: () => ['-H "Authorization: Bearer $ACCESS_TOKEN"'],
    basic: () => ['-u "$USERNAME:$PASSWORD"'],
    header: ({ name }) => [`-H ${quote(`${name}: `)}"$API_KEY"`],
    cookie: ({ name }) => [`-b ${quote(`${name}=`)}"$API_KEY"`],
  };

  /** @param call what `callOf` gives */
  function curlSample(call) {
    const { method, parameters, body, schemes } = call;
    const at = (place) => parameters.filter((parameter) => parameter.in === place);
    const verb = { get: '', head: ' --head' }[method] ?? ` -X ${method.toUpperCase()}`;
    return [
      `curl${verb} ${urlWord(call)}`,
      ...schemes.flatMap((scheme) => credentials[scheme.kind]?.(scheme) ?? []),
      ...at('header').map(({ name, value }) => `-H ${quote(`${name}: ${plain(value)}`)}`),
      ...at('cookie').map(({ name, value }) => `-b ${quote(`${name}=${plain(value)}`)}`),
      ...(body ? bodyOptions(body) : []),
    ].join(' \\\n  ');
  }

  function urlWord({ baseUrl, path, parameters, schemes }) {
    const filled = parameters
      .filter((parameter) => parameter.in === 'path')
      .reduce((text, { name, value }) => text.replaceAll(`{${name}}`, () => encode(plain(value))), path);
    const pairs = parameters.filter((parameter) => parameter.in === 'query').flatMap(queryPairs);
    const keys = schemes.filter((scheme) => scheme.kind === 'query').map(({ name }) => `${encode(name)}=`);
    const query = [...pairs, ...keys].join('&');
    return quote(`${baseUrl}${filled}${query && `?${query}`}`) + (keys.length > 0 ? '"$API_KEY"' : '');
  }

  const separators = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' };

  /** `name=value` pairs by the parameter's style (OpenAPI, "Style Values"). */
  function queryPairs({ name, value, style = 'form', explode = style === 'form' }) {
    const pair = (key, of) => `${encode(key)}=${encode(plain(of))}`;
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value);
    if (isObject && style === 'deepObject') {
      return Object.entries(value).map(([key, of]) => pair(`${name}[${key}]`, of));
    }
    if (isObject && explode) return Object.entries(value).map(([key, of]) => pair(key, of));
    if (!Array.isArray(value)) return [pair(name, value)];
    if (explode) return value.map((item) => pair(name, item));
    return [`${encode(name)}=${value.map((item) => encode(plain(item))).join(separators[style] ?? ',')}`];
  }

  function bodyOptions({ mediaType, value }) {
    const type = `-H ${quote(`Content-Type: ${mediaType}`)}`;
    const fields = Object.entries(value !== null && typeof value === 'object' ? value : {});
    if (/[/+]json\b/i.test(mediaType)) return [type, `--data-raw ${quote(JSON.stringify(value, null, 2))}`];
    if (/^application\/x-www-form-urlencoded\b/i.test(mediaType)) {
      return fields.map(([name, of]) => `--data-urlencode ${quote(`${encode(name)}=${plain(of)}`)}`);
    }
    // Unlike -F it reads no file that a value may name.
    if (/^multipart\//i.test(mediaType)) {
      return fields.map(([name, of]) => `--form-string ${quote(`${name}=${plain(of)}`)}`);
    }
    const isText = typeof value === 'string' && /^text\/|\b(xml|yaml)\b/i.test(mediaType);
    return [type, isText ? `--data-raw ${quote(value)}` : '--data-binary @FILE'];
  }

  /** One word, whatever the text holds. */
  function quote(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }

  /** A value as text; lists as style `simple` has them. */
  function plain(value) {
    if (Array.isArray(value)) return value.map(plain).join(',');
    return value !== null && typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  /** RFC 3986 §2.2 reserves some characters that encodeURIComponent leaves alone. */
  function encode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  return curlSample;
})();
