import { isJson } from './answer-check.ts';
import { type Body, type Call, fresh, isForm, isIgnored, isMultipart, own, placeOf } from './call.ts';
import { type Contract, type Operation, operationsOf, type Schema } from './contract.ts';
import { asReceived, formAsReceived } from './received.ts';
import { schemas2020 } from './schema-2020.ts';
import { createSchemaCheck, type Misfit } from './schema-check.ts';
import { isRecord } from './subschemas.ts';
import { variantsOf } from './variants.ts';

/** The request side of a document. */
export interface Requests {
  readonly contract: Contract;
  readonly operations: readonly Operation[];
  /** What of a call doesn't fit, each with its place; nothing, if it is valid. */
  misfits(call: Call): readonly PlacedMisfit[];
  /** Whether the value has a form of its own where it would be sent. */
  isSendable(place: string, schema: Schema, value: unknown): boolean;
}

export interface PlacedMisfit extends Misfit {
  /** `query limit`, or `body` and a pointer with `*` for every index. */
  readonly place: string;
}

export function requestsOf(document: object): Requests {
  const contract = schemas2020(document, 'request');
  const check = createSchemaCheck(contract);

  const parameterMisfits = ({ operation, parameters }: Call): PlacedMisfit[] =>
    operation.parameters.flatMap((parameter) => {
      const place = placeOf(parameter);
      const value = parameters[place];
      if (value === own || value === fresh || isIgnored(parameter)) return [];
      if (value === undefined) {
        return parameter.required ? [{ place, pointer: '', keyword: 'required', message: `${place} is missing` }] : [];
      }
      const [media] = Object.values(parameter.content ?? {});
      if (media) return check(media.schema ?? {}, value).map((misfit) => ({ ...misfit, place }));
      const { schema = {} } = parameter;
      return check(schema, asReceived(contract, schema, value)).map((misfit) => ({ ...misfit, place }));
    });

  const bodyMisfits = ({ operation, body }: Call): PlacedMisfit[] => {
    const { required = false, content } = operation.requestBody;
    if (!body) {
      return required ? [{ place: 'body', pointer: '', keyword: 'required', message: 'the body is missing' }] : [];
    }
    if (!('value' in body)) return [];
    const { schema } = content[body.contentType] ?? {};
    if (!schema) return [];
    return check(schema, received(contract, schema, body)).map((misfit) => ({
      ...misfit,
      place: `body ${misfit.pointer.replace(/\/\d+(?=\/|$)/g, '/*')}`.trim(),
    }));
  };

  return {
    contract,
    operations: operationsOf(contract),
    misfits: (call) => [...parameterMisfits(call), ...bodyMisfits(call)],
    isSendable: (place, schema, value) => isSendable(place, asReceived(contract, schema, value), value),
  };
}

function received(contract: Contract, schema: Schema, { contentType, value }: Extract<Body, { value: unknown }>) {
  if (isJson(contentType) || !(isForm(contentType) || isMultipart(contentType)) || !isRecord(value)) return value;
  return formAsReceived(contract, schema, value);
}

/** Some values can't be told from others, or from nothing, where they would be sent. */
function isSendable(place: string, arrived: unknown, value: unknown): boolean {
  if (arrived === undefined) return false;
  const text = typeof value === 'string' ? value : '';
  // An empty segment is another path, and dots are tidied away on the way (RFC 3986 §5.2.4).
  if (place.startsWith('path ')) return value !== '' && !/^\.{1,2}$/.test(text) && !/[/\\\0]/.test(text);
  // RFC 9110 §5.5; white space at the ends does not arrive. A comma would be a list.
  if (place.startsWith('header ')) return /^[\x21-\x7e]+( [\x21-\x7e]+)*$/.test(text);
  if (place.startsWith('cookie ')) return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(text);
  return true;
}

/** Whether a form can carry a value so that it arrives as it was. */
export function isFormable(contract: Contract, schema: Schema, value: unknown): boolean {
  const [variant = {}] = variantsOf(contract, schema);
  if (!isRecord(value)) return false;
  const arrived = formAsReceived(contract, variant, value);
  return Object.values(arrived).every((one) => one !== undefined && !isRecord(one));
}
