/** What an operator does without the service: straight in its database, with its configuration (docs/organizations.md). */
import { admin } from './admin/index.ts';
import { createTeller } from './admin/terminal.ts';

const interruption = new AbortController();
// A second time it ends at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => interruption.abort(new Error('Interrupted: nothing was kept.')));
}
const { tell, end } = createTeller(process.stderr);
const { code, stdout, stderr } = await admin(process.argv.slice(2), process.env, { tell, signal: interruption.signal });
end();
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
