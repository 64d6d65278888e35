import { defineConfig } from 'vitest/config';
import settings from '../../vitest.config.ts';

/** What is built, installed and followed page by page takes a minute: `npm run test:packages`, beside `npm test`. */
export default defineConfig({
  ...settings,
  test: { ...settings.test, include: ['test/package/**/*.test.ts'], exclude: ['**/node_modules/**'] },
});
