import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,client,scripts,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/bench/**'],
    typecheck: { enabled: true, include: ['**/*.test-d.ts'], tsconfig: './tsconfig.json', ignoreSourceErrors: true },
    // One core less is the default, which is half of a small machine.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
