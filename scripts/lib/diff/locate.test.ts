import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Locator } from './locate.ts';

const files = {
  'openapi.yaml': `openapi: 3.1.0
info: { title: T, version: 1.0.0 }
paths:
  /a/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
    get:
      parameters:
        - name: limit
          in: query
          schema:
            maximum: 9
        - $ref: 'shared.yaml#/Page'
      responses: {}
components:
  schemas:
    Whole:
      allOf:
        - type: object
        - properties:
            name:
              maxLength: 5
    Other:
      $ref: './shared.yaml#/Other'
    Circle: { $ref: '#/components/schemas/Circle' }
`,
  'shared.yaml': `Page:
  name: page
  in: query
Other:
  properties:
    size: { type: string }
`,
};

const get = '#/paths/~1a~1{id}/get';

test.each(
  [
    ['#/info/version', 'openapi.yaml:2:19'],
    [`${get}/parameters/query.limit/schema/maximum`, 'openapi.yaml:12:13'],
    ['a parameter of the path', `${get}/parameters/path.id`, 'openapi.yaml:6:9'],
    ['a parameter of another file', `${get}/parameters/query.page/name`, 'shared.yaml:2:3'],
    ['a keyword in a part of an allOf', '#/components/schemas/Whole/properties/name/maxLength', 'openapi.yaml:22:15'],
    ['a place in another file', '#/components/schemas/Other/properties/size', 'shared.yaml:6:5'],
    ['a place that only the bundle has, by what is around it', `${get}/security`, 'openapi.yaml:7:5'],
    ['a circle, by where it begins', '#/components/schemas/Circle/type', 'openapi.yaml:25:5'],
    ['a component that bundling named', '#/components/schemas/Bundled/type', undefined],
    ['a document without a place', '#/', 'openapi.yaml:1:1'],
  ].map((row) => row.slice(-2)),
)('%s is found at %s', async (pointer, expected) => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'contract-locate-'));
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder.path, file), text);
  const place = await new Locator(path.join(folder.path, 'openapi.yaml')).find(pointer ?? '');
  expect(place && `${path.basename(place.file)}:${place.line}:${place.column}`).toBe(expected);
});

test('a document in UTF-16 is read as it is everywhere else', async () => {
  await using folder = await mkdtempDisposable(path.join(tmpdir(), 'contract-locate-'));
  const file = path.join(folder.path, 'openapi.yaml');
  await writeFile(file, `\ufeff${files['openapi.yaml']}`, 'utf16le');
  expect(await new Locator(file).find('#/info/version')).toMatchObject({ line: 2, column: 19 });
});
