/** The service, configured by its environment (README, "Configuration"). */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before anything else is loaded: a third of a start is compiling what is the same each time. Where the folder can't be
// written, all is compiled anew.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)));
await import('./serve.ts');
