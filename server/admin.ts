/** What an operator does without the service: straight in its database, with its configuration (docs/organizations.md). */
import { admin } from './admin/index.ts';

const { code, stdout, stderr } = await admin(process.argv.slice(2), process.env);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
