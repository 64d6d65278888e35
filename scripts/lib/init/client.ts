import { eachOperation, type OpenApiDocument, type Parameter, resolve } from '../document.ts';
import type { OperationTable } from '../operations.ts';
import { type Exemplary, exampleOf } from './examples.ts';
import type { Claim } from './fitting.ts';
import { literal, property } from './text.ts';

/** A call that the contract lets anybody make who knows its examples. */
export interface Call {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The schemes of which one is enough. */
  readonly schemes: readonly string[];
  /** Holds if the input has the types of the contract. */
  readonly claim: Claim;
}

/** The GET operations for whose required parameters there is a value, those with the fewest first. */
export function* possibleCalls(document: OpenApiDocument, table: OperationTable): Generator<Call> {
  const gets = [...eachOperation(document)]
    .filter(({ method }) => method === 'get')
    .map(({ item, operation }) => {
      const all = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      const required = all.map((given) => resolve(document, given) as Parameter & Exemplary).filter(isRequired);
      return { id: operation.operationId ?? '', required };
    })
    .sort((a, b) => a.required.length - b.required.length);

  for (const { id, required } of gets) {
    const values = required.map((parameter) => [parameter.name, sampleOf(document, parameter)] as const);
    if (values.some(([, value]) => value === undefined) || required.some((one) => one.in === 'cookie')) continue;
    const input = Object.fromEntries(values);
    const places = [...new Set(required.map((parameter) => parameter.in))];
    const types = places.map((place) => `NonNullable<operations[${JSON.stringify(id)}]['parameters']['${place}']>`);
    const schemes = (table[id]?.security ?? []).flatMap((option) => Object.keys(option));
    yield { id, input, schemes, claim: { type: types.join(' & ') || 'object', value: input } };
  }
}

function isRequired({ required }: Exemplary): boolean {
  return required === true;
}

/** Where the contract has no example, something plain. */
function sampleOf(document: OpenApiDocument, parameter: Exemplary): unknown {
  const example = exampleOf(document, parameter);
  if (example !== undefined || !parameter.schema) return example;
  const { type } = resolve(document, parameter.schema);
  return { integer: 1, number: 1, string: 'x', boolean: true }[[type].flat()[0] ?? ''];
}

/**
 * The text of `client/example.ts`.
 *
 * @param call undefined if there is none that anybody could make
 * @param send the header that carries a credential, as an expression in which `token` is that
 */
export function renderClient(
  baseUrl: string,
  call: Call | undefined,
  send: readonly [header: string, value: string] | undefined,
): string {
  const options = send ? `, { headers: { ${property(send[0])}: ${send[1]} } }` : '';
  const input = call && (Object.keys(call.input).length > 0 || send) ? literal(call.input, 0) : '';
  const act = call
    ? `const answer = await api${member(call.id)}(${input}${options});
console.log(answer.status, answer.body);
`
    : `// One method per operation.
console.log(Object.keys(api).join('\\n'));
`;
  return `/** Calls the API: \`node client/example.ts\`. API_URL names another server, such as the mock. */
import { createClient } from 'latchkey-client';
import { operations as table } from '../generated/operations.ts';
import type { operations } from '../generated/types.ts';

const { API_URL = '${baseUrl}'${send ? ", DEV_TOKEN: token = ''" : ''} } = process.env;
const api = createClient<operations, typeof table>(table, { baseUrl: API_URL });

${act}`;
}

function member(id: string): string {
  const name = property(id);
  return name === id ? `.${id}` : `[${name}]`;
}
