/** House rules that no built-in rule states; switched on in redocly.yaml. */

/** Every body, sent or answered, shows at least one named example. */
const bodyHasExamples = () => ({
  MediaType(mediaType, { report, location }) {
    if (Object.keys(mediaType.examples ?? {}).length > 0) return;
    report({ message: 'A body needs at least one entry in `examples`.', location });
  },
});

/** What can go wrong is declared: 400 everywhere, 401, 403 and 500 where a token is needed, 413 and 415 with a body. */
const errorsAreDeclared = () => {
  let documentSecurity = [];
  return {
    Root(root) {
      documentSecurity = root.security ?? [];
    },
    Operation(operation, { report, location }) {
      const security = operation.security ?? documentSecurity;
      const isOpen = security.length === 0 || security.some((option) => Object.keys(option).length === 0);
      const needed = [
        '400',
        ...(isOpen ? [] : ['401', '403', '500']),
        ...(operation.requestBody ? ['413', '415'] : []),
      ];
      for (const status of needed.filter((status) => !operation.responses?.[status])) {
        report({ message: `The operation must declare a ${status} response.`, location: location.child('responses') });
      }
    },
    Response(response, { report, location, key }) {
      if (Number(key) >= 400 && !response.content) report({ message: 'An error response needs content.', location });
    },
  };
};

/** What an unknown caller may send has a known size: objects are closed, strings and arrays bounded. */
const requestIsClosedAndBounded = ({ openPaths = [] }) => {
  const is = (schema, type) => [schema.type].flat().includes(type);
  const sayings = ['type', 'properties', 'enum', 'const', 'allOf', 'anyOf', 'oneOf'];
  const faults = [
    [
      'A request object must be closed: `additionalProperties: false`.',
      (schema) => (is(schema, 'object') || schema.properties) && schema.additionalProperties !== false,
    ],
    [
      'A schema that is sent must say its `type`.',
      (schema) => !sayings.some((keyword) => schema[keyword] !== undefined),
    ],
    [
      'A string that is sent must have a `maxLength`.',
      (schema) => is(schema, 'string') && schema.maxLength === undefined && !schema.enum && schema.const === undefined,
    ],
    ['An array that is sent must have `maxItems`.', (schema) => is(schema, 'array') && schema.maxItems === undefined],
  ];
  const check = (schema, location, context, seen) => {
    const target = context.resolve(schema, location.source.absoluteRef);
    const { node, location: place } = schema.$ref ? target : { node: schema, location };
    if (!node || seen.has(node)) return;
    seen.add(node);
    for (const [message] of faults.filter(([, isFault]) => isFault(node))) context.report({ message, location: place });
    for (const keyword of ['properties', 'patternProperties']) {
      for (const [name, child] of Object.entries(node[keyword] ?? {}))
        check(child, place.child([keyword, name]), context, seen);
    }
    for (const keyword of ['allOf', 'anyOf', 'oneOf', 'prefixItems']) {
      (node[keyword] ?? []).forEach((child, index) => {
        check(child, place.child([keyword, index]), context, seen);
      });
    }
    if (node.items) check(node.items, place.child('items'), context, seen);
  };
  return {
    PathItem: {
      skip: (_item, path) => openPaths.some((prefix) => String(path).startsWith(prefix)),
      RequestBody: {
        MediaType(mediaType, context) {
          if (mediaType.schema) check(mediaType.schema, context.location.child('schema'), context, new Set());
        },
      },
    },
  };
};

export default function houseRules() {
  return {
    id: 'house',
    rules: {
      oas3: {
        'body-has-examples': bodyHasExamples,
        'errors-are-declared': errorsAreDeclared,
        'request-is-closed-and-bounded': requestIsClosedAndBounded,
      },
    },
  };
}
