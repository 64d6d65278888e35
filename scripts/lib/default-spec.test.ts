import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { defaultSpec } from './default-spec.ts';

test('the document is that in spec/, or else that beside the caller; YAML goes first', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'spec-'));
  mkdirSync(path.join(folder, 'spec'));
  const found = ['openapi.json', 'openapi.yaml', 'spec/openapi.json', 'spec/openapi.yml', 'spec/openapi.yaml'].map(
    (file) => {
      writeFileSync(path.join(folder, file), '');
      return [file, defaultSpec(folder)];
    },
  );
  rmSync(folder, { recursive: true });
  for (const [file, spec] of found) expect(spec).toBe(file);
});

test('where there is none, the usual name is what was missed', () => {
  expect(defaultSpec('/nowhere')).toBe('spec/openapi.yaml');
});
