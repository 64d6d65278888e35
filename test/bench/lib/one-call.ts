import { eachOperation, type OpenApiDocument, type Operation, resolve } from '../../../scripts/lib/document.ts';

/** A call that a document declares, with everything it asks for, as far as that can be made up without thought. */
export interface OneCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first operation that needs neither parameters nor a body, a GET if there is such a one. */
export function oneCall(document: OpenApiDocument): OneCall {
  const simple = [...eachOperation(document)].filter(
    ({ path, operation }) => !path.includes('{') && !needsInput(document, operation),
  );
  const chosen = simple.find(({ method }) => method === 'get') ?? simple[0];
  if (!chosen) throw new Error('It has no operation without parameters or a body');
  return { method: chosen.method.toUpperCase(), path: chosen.path, headers: credentials(document) };
}

function needsInput(document: OpenApiDocument, { parameters = [], requestBody }: Operation): boolean {
  return (
    parameters.some((parameter) => (resolve(document, parameter) as { required?: boolean }).required === true) ||
    (requestBody !== undefined && resolve(document, requestBody).required === true)
  );
}

/** A bearer token, and each key that goes into a header. */
function credentials(document: OpenApiDocument): Record<string, string> {
  const schemes = Object.values(document.components?.securitySchemes ?? {}).map((scheme) => resolve(document, scheme));
  const keys = schemes.flatMap((scheme) =>
    'in' in scheme && scheme.in === 'header' && 'name' in scheme ? [[String(scheme.name), 'key']] : [],
  );
  const isBasic = schemes.some((scheme) => 'scheme' in scheme && scheme.scheme === 'basic');
  return { authorization: isBasic ? 'Basic dXNlcjpwYXNz' : 'Bearer token', ...Object.fromEntries(keys) };
}
