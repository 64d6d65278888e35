import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Many tests start programs, and each of those would compile Prism or TypeScript anew.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

export default defineConfig({
  test: {
    include: ['{server,client,scripts,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/bench/**', 'test/faults/**', 'test/package/**'],
    // One core less is the default, which is half of a small machine.
    maxWorkers: '100%',
    // No test replaces a module or keeps state in one: a worker may load each module once for all its files.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
