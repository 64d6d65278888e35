import { defineConfig } from 'vitest/config';
import settings, { slow } from '../../vitest.config.ts';

/** What is built, installed and followed page by page, and what else is slow: `npm run test:packages`, beside `npm test`. */
export default defineConfig({
  ...settings,
  test: { ...settings.test, include: slow, exclude: ['**/node_modules/**'] },
});
