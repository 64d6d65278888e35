/**
 * Values to show for parameters and bodies: the document's own examples, or else small ones made from the schemas.
 * Only what a request must have is made up; what is read-only is left out.
 */
globalThis.examples = (() => {
  /** Deeper than this a schema holds itself. */
  const deepest = 8;

  const texts = {
    'date-time': '2030-01-31T12:00:00Z',
    date: '2030-01-31',
    time: '12:00:00Z',
    email: 'someone@example.com',
    uuid: '123e4567-e89b-42d3-a456-426614174000',
    uri: 'https://example.com',
    hostname: 'example.com',
    ipv4: '192.0.2.1',
    ipv6: '2001:db8::1',
  };

  const makers = {
    object: objectFrom,
    array: (document, { items }, depth) => [fromSchema(document, items, depth + 1)],
    string: (_document, { format, minLength = 0 }) => texts[format] ?? 'string'.padEnd(minLength, 'x'),
    integer: numberFrom,
    number: numberFrom,
    boolean: () => true,
    null: () => null,
  };

  /** Follows local references (`#/…`). What leads nowhere, or round in a circle, is an empty object. */
  function resolve(document, value) {
    let found = value;
    for (let steps = 0; typeof found?.$ref === 'string'; steps++) {
      if (steps === 32) return {};
      const segments = found.$ref.slice(2).split('/').map(unescapeSegment);
      found = segments.reduce((node, key) => (Object.hasOwn(node ?? {}, key) ? node[key] : undefined), document);
    }
    return found ?? {};
  }

  /** RFC 6901 §4, in a URI fragment. */
  function unescapeSegment(segment) {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
  }

  /** @param holder a parameter or a media type: what has `example`, `examples` or `schema` */
  function exampleOf(document, holder) {
    return hasExample(holder) ? ownExample(document, holder) : fromSchema(document, holder.schema);
  }

  function hasExample({ example, examples }) {
    return example !== undefined || Object.keys(examples ?? {}).length > 0;
  }

  function ownExample(document, { example, examples }) {
    return example !== undefined ? example : resolve(document, Object.values(examples)[0]).value;
  }

  function fromSchema(document, reference, depth = 0) {
    const schema = resolve(document, reference);
    const given = [schema.example, schema.examples?.[0], schema.default, schema.const, schema.enum?.[0]];
    const known = given.find((value) => value !== undefined);
    if (known !== undefined || depth > deepest) return known ?? null;

    const [choice] = schema.oneOf ?? schema.anyOf ?? [];
    if (choice) return fromSchema(document, choice, depth + 1);
    const type = [schema.type].flat().find((name) => name !== 'null' && name !== undefined);
    const isObject = type === undefined && (schema.properties || schema.allOf);
    return makers[isObject ? 'object' : (type ?? 'string')]?.(document, schema, depth) ?? null;
  }

  function objectFrom(document, { allOf = [], properties = {}, required = [] }, depth) {
    const inherited = allOf.map((part) => fromSchema(document, part, depth + 1));
    if (inherited.length > 0 && inherited.every((part) => typeof part !== 'object')) return inherited[0];
    const own = Object.entries(properties)
      .map(([name, property]) => [name, resolve(document, property)])
      .filter(([name, property]) => !property.readOnly && (required.includes(name) || hasExample(property)))
      .map(([name, property]) => [name, fromSchema(document, property, depth + 1)]);
    return Object.assign({}, ...inherited, Object.fromEntries(own));
  }

  function numberFrom(_document, { minimum, exclusiveMinimum, multipleOf = 1 }) {
    if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + multipleOf;
    return minimum ?? multipleOf;
  }

  return { resolve, exampleOf, hasExample };
})();
