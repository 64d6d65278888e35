import { atPointer } from '../../scripts/lib/contract-tests/contract.ts';
import type { Contract } from '../contract/document.ts';
import type { Kind, Mutant } from './mutant.ts';
import { requestSchemas } from './request-schemas.ts';

type MutableSchema = Record<string, unknown>;

/** What is done to one schema that requests are held to. */
interface SchemaFault {
  readonly name: string;
  readonly fits: (schema: MutableSchema) => boolean;
  /** Each way of doing it, with a name; it changes the schema in place. */
  readonly ways: (schema: MutableSchema) => readonly Way[];
}

type Way = readonly [name: string, change: (schema: MutableSchema) => void];

/** Keywords that let fewer values in the smaller they are, and those that let in more. */
const ceilings = ['maxLength', 'maximum', 'maxItems'];
const floors = ['minLength', 'minimum', 'minItems'];

const has = (keyword: string) => (schema: MutableSchema) => schema[keyword] !== undefined;
const isOf = (type: string) => (schema: MutableSchema) => [schema.type].flat().includes(type);
const set = (keyword: string, value: unknown) => (schema: MutableSchema) => {
  schema[keyword] = value;
};
const drop = (keyword: string) => (schema: MutableSchema) => {
  delete schema[keyword];
};
const one = (change: Way[1]) => () => [['', change] as const];
const names = (schema: MutableSchema) => Object.keys((schema.properties as object | undefined) ?? {});
const required = (schema: MutableSchema) => (schema.required as string[] | undefined) ?? [];

const faults: readonly SchemaFault[] = [
  ...ceilings.flatMap((keyword) => [
    {
      name: `${keyword} is one too many`,
      fits: has(keyword),
      ways: one((schema) => set(keyword, Number(schema[keyword]) + 1)(schema)),
    },
    {
      name: `${keyword} is one too few`,
      fits: has(keyword),
      ways: one((schema) => set(keyword, Number(schema[keyword]) - 1)(schema)),
    },
    { name: `${keyword} is gone`, fits: has(keyword), ways: one(drop(keyword)) },
  ]),
  ...floors.flatMap((keyword) => [
    {
      name: `${keyword} is one too many`,
      fits: has(keyword),
      ways: one((schema) => set(keyword, Number(schema[keyword]) + 1)(schema)),
    },
    { name: `${keyword} is gone`, fits: has(keyword), ways: one(drop(keyword)) },
  ]),
  {
    name: 'a bound is new',
    fits: () => true,
    ways: (schema) => [
      ...(isOf('string')(schema) && !has('maxLength')(schema) ? [['maxLength 3', set('maxLength', 3)] as const] : []),
      ...(isOf('array')(schema) && !has('maxItems')(schema) ? [['maxItems 0', set('maxItems', 0)] as const] : []),
      ...(isOf('integer')(schema) && !has('multipleOf')(schema)
        ? [['multipleOf 7', set('multipleOf', 7)] as const]
        : []),
    ],
  },
  { name: 'pattern is gone', fits: has('pattern'), ways: one(drop('pattern')) },
  {
    name: 'pattern lets in more',
    fits: has('pattern'),
    ways: (schema) => {
      const pattern = String(schema.pattern);
      return [
        ['at its start', set('pattern', pattern.replace(/^\^/, ''))],
        ['at its end', set('pattern', pattern.replace(/\$$/, ''))],
      ];
    },
  },
  {
    name: 'pattern lets in less',
    fits: isOf('string'),
    ways: one((schema) => set('pattern', `${schema.pattern ?? ''}(?<=[a-m])$`)(schema)),
  },
  { name: 'format is gone', fits: has('format'), ways: one(drop('format')) },
  {
    name: 'format is another',
    fits: isOf('string'),
    ways: one((schema) => set('format', schema.format === 'date-time' ? 'date' : 'uuid')(schema)),
  },
  { name: 'uniqueItems is gone', fits: has('uniqueItems'), ways: one(drop('uniqueItems')) },
  { name: 'items are not looked at', fits: has('items'), ways: one(set('items', {})) },
  {
    name: 'a required member is optional',
    fits: has('required'),
    ways: (schema) =>
      required(schema).map((name) => [
        name,
        set(
          'required',
          required(schema).filter((other) => other !== name),
        ),
      ]),
  },
  {
    name: 'an optional member is required',
    fits: has('properties'),
    ways: (schema) =>
      names(schema)
        .filter((name) => !required(schema).includes(name))
        .map((name) => [name, set('required', [...required(schema), name])]),
  },
  {
    name: 'a member is not known',
    fits: has('properties'),
    ways: (schema) => names(schema).map((name) => [name, (changed) => drop(name)(changed.properties as MutableSchema)]),
  },
  {
    name: 'a member has another name',
    fits: has('properties'),
    ways: (schema) =>
      names(schema).map((name) => [
        name,
        (changed) => {
          const properties = changed.properties as MutableSchema;
          properties[`${name}_`] = properties[name];
          delete properties[name];
        },
      ]),
  },
  {
    name: 'a closed object is open',
    fits: ({ additionalProperties }) => additionalProperties === false,
    ways: one(drop('additionalProperties')),
  },
  {
    name: 'an open object is closed',
    fits: (schema) => isOf('object')(schema) && schema.additionalProperties !== false,
    ways: one(set('additionalProperties', false)),
  },
  {
    name: 'other members are not looked at',
    fits: ({ additionalProperties }) => typeof additionalProperties === 'object',
    ways: one(set('additionalProperties', true)),
  },
  { name: 'the type is not looked at', fits: has('type'), ways: one(drop('type')) },
  {
    name: 'the type is another',
    fits: has('type'),
    ways: one((schema) => set('type', isOf('string')(schema) ? 'integer' : 'string')(schema)),
  },
  {
    name: 'null is let in',
    fits: (schema) => has('type')(schema) && !isOf('null')(schema),
    ways: one((schema) => set('type', [schema.type, 'null'].flat())(schema)),
  },
  {
    name: 'null is refused',
    fits: isOf('null'),
    ways: one((schema) =>
      set(
        'type',
        [schema.type].flat().filter((type) => type !== 'null'),
      )(schema),
    ),
  },
  {
    name: 'an integer may be a fraction',
    fits: isOf('integer'),
    ways: one(set('type', 'number')),
  },
  {
    name: 'the default is another',
    fits: has('default'),
    ways: one((schema) => set('default', Number(schema.default) + 1)(schema)),
  },
  { name: 'the default is gone', fits: has('default'), ways: one(drop('default')) },
];

export const schemaKinds: readonly Kind[] = faults.map(
  ({ name, fits, ways }): Kind => ({
    name,
    family: 'contract',
    mutants: (contract) =>
      requestSchemas(contract).flatMap(({ pointer, operationIds }) => {
        const schema = schemaAt(contract, pointer);
        if (!fits(schema)) return [];
        return ways(schema).map(([way, change]): Mutant => {
          const defect = { in: 'contract', change: (copy: Contract) => change(schemaAt(copy, pointer)) } as const;
          return { kind: name, place: `${decodeURIComponent(pointer)} ${way}`.trimEnd(), operationIds, defect };
        });
      }),
  }),
);

function schemaAt(contract: Contract, pointer: string): MutableSchema {
  return atPointer(contract, pointer) as MutableSchema;
}
