import { type GoldenCase, read, sent } from './case.ts';

const text = { type: 'string' };
const pointer = (name: string) => `#/components/schemas/${name}`;
const ref = (name: string) => ({ $ref: pointer(name) });
const variant = (name: string, type: string) => ({
  type: 'object',
  required: ['kind', name],
  properties: { kind: text, [name]: { type } },
});
const variants = {
  Cat: variant('lives', 'integer'),
  Dog: variant('race', 'string'),
  Kitty: variant('lives', 'integer'),
};

/** A union whose discriminator gives names to its variants. */
const pet = (mapping: Record<string, string> | undefined, ...names: string[]) => ({
  Pet: { oneOf: names.map(ref), discriminator: { propertyName: 'kind', mapping } },
  ...Object.fromEntries(names.map((name) => [name, variants[name as keyof typeof variants]])),
});
const pets = (mapping?: Record<string, string>) => pet(mapping, 'Cat', 'Dog');
const [cat, dog] = [pointer('Cat'), pointer('Dog')];

const changes: readonly (readonly [
  name: string,
  before: object,
  after: object,
  sent: GoldenCase['expected'],
  read: GoldenCase['expected'],
  why: string,
])[] = [
  [
    'the discriminator is another property',
    pets(),
    { ...pets(), Pet: { ...pets().Pet, discriminator: { propertyName: 'race' } } },
    'major',
    'major',
    'Programs choose the variant by the old one.',
  ],
  [
    'a oneOf gets a discriminator',
    { ...pets(), Pet: { oneOf: pets().Pet.oneOf } },
    pets(),
    'minor',
    'minor',
    'It says what was not said before.',
  ],
  [
    'a discriminator gains a name',
    pets({ cat }),
    pets({ cat, tomcat: cat }),
    'minor',
    'minor',
    'The variant itself was known.',
  ],
  ['a discriminator gains its first name', pets(), pets({ cat }), 'minor', 'minor', 'The variant itself was known.'],
  [
    'a discriminator loses a name',
    pets({ cat, tomcat: cat }),
    pets({ cat }),
    'major',
    'major',
    'Programs that use it find no variant.',
  ],
  [
    'a discriminator loses a name with its variant',
    pet({ cat, dog }, 'Cat', 'Dog'),
    pet({ cat }, 'Cat'),
    'major',
    'minor',
    'Callers that send it are refused; clients never see it again.',
  ],
  [
    'a name of a discriminator stands for another variant',
    pets({ cat }),
    pets({ cat: dog }),
    'major',
    'major',
    'Programs take it for the old one.',
  ],
  [
    'two names of a discriminator are swapped',
    pets({ cat, dog }),
    pets({ cat: dog, dog: cat }),
    'major',
    'major',
    'Programs take each for the other.',
  ],
  [
    'a name of a discriminator stands for a schema by its name',
    pets({ cat }),
    pets({ cat: '@Cat' }),
    'none',
    'none',
    'OpenAPI 3.1, Discriminator Object: a name or a reference.',
  ],
  [
    'a schema that a discriminator names is called otherwise',
    pet({ cat, dog }, 'Cat', 'Dog'),
    pet({ cat: pointer('Kitty'), dog }, 'Kitty', 'Dog'),
    'patch',
    'patch',
    'Messages are the same; generated types lose a name.',
  ],
];

export const discriminatorCases: readonly GoldenCase[] = changes.flatMap(
  ([name, before, after, sending, reading, why]) =>
    (
      [
        ['request', sent, sending],
        ['response', read, reading],
      ] as const
    ).map(([side, place, expected]) => ({
      name: `${side}: ${name}`,
      before: place(ref('Pet')),
      after: place(ref('Pet')),
      schemas: { before, after },
      expected,
      why,
    })),
);
