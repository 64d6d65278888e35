import { defineConfig } from 'vitest/config';
import settings from '../../vitest.config.ts';

/** The long runs, one after the other: `npm run test:faults`. Their short forms are part of `npm test`. */
export default defineConfig({
  ...settings,
  test: {
    ...settings.test,
    include: ['test/faults/**/*.test.ts', 'test/wire/death.test.ts'],
    env: { DEATHS: '1000' },
    exclude: ['**/node_modules/**'],
    fileParallelism: false,
    testTimeout: 3_600_000,
    // Says at once how far it is, and nothing else.
    reporters: ['verbose'],
    disableConsoleIntercept: true,
  },
});
