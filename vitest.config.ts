import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Many tests start programs, and each of those would compile Prism or TypeScript anew.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

/** Slow, and seldom broken by a change elsewhere: `npm run test:packages` has them, and so has CI. */
export const slow = [
  'test/package/**/*.test.ts',
  'test/docs/browser.test.ts',
  'test/process/dev.test.ts',
  'test/contract/foreign/*.test.ts',
  'test/mutants/*.test.ts',
];

export default defineConfig({
  test: {
    include: ['{server,client,scripts,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/bench/**', 'test/faults/**', ...slow],
    // One core less is the default, which is half of a small machine.
    maxWorkers: '100%',
    // No test replaces a module or keeps state in one: a worker may load each module once for all its files.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A busy machine may stand still for the usual second.
    expect: { poll: { timeout: 15_000 } },
  },
});
