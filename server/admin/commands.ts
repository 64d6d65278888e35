import { scopes } from '../../generated/operations.ts';
import { backUp } from './backup.ts';
import { copy } from './copy.ts';
import { createKey } from './keys.ts';
import type { Environment } from './open-store.ts';
import { createOrganization, listOrganizations } from './organizations.ts';
import { listSigningKeys, replaceSigningKeys, rotateSigningKey } from './signing-keys.ts';
import type { Waiting } from './terminal.ts';

export interface Command {
  readonly summary: string;
  readonly help: string;
  /** @returns what the terminal shows. @throws what is wrong; then nothing was changed */
  readonly run: (args: readonly string[], environment: Environment, waiting: Waiting) => Promise<string>;
}

export const commands: Readonly<Record<string, Command>> = {
  'org create': {
    summary: 'makes an organization and its first key, which may do everything there',
    help: `Usage: npm run admin -- org create NAME [--json]

Makes an organization and its first key, which holds every scope, and shows the key's secret this once.

  NAME    for people, 1 to 100 characters; several organizations may have the same
  --json  one JSON document, for programs (npm run --silent admin -- …)
  --help  this text
`,
    run: createOrganization,
  },
  'org list': {
    summary: 'lists the organizations, the oldest first',
    help: `Usage: npm run admin -- org list [--json]

Lists the organizations, the oldest first, with their ids and how many keys each has.

  --json  one JSON document, for programs (npm run --silent admin -- …)
  --help  this text
`,
    run: listOrganizations,
  },
  'key create': {
    summary: 'makes a key for an organization that has locked itself out',
    help: `Usage: npm run admin -- key create --org ORG --scope SCOPE [options]

Makes a key for an organization that has none left which may make others, and shows its secret this once.

  --org ORG          the organization: its id, or its name if no other has the same
  --scope SCOPE      what the key may do; give it as often as needed. To make other keys of any scope, it takes
                     create:api-key and grant:scope. All of the service's own:
                     ${scopes.join(' ')}
  --name NAME        for people                                         (default: Made by admin)
  --expires-at TIME  when it ends, in UTC, such as 2030-12-31T00:00:00Z  (default: never)
  --json             one JSON document, for programs (npm run --silent admin -- …)
  --help             this text
`,
    run: createKey,
  },
  'signing-key list': {
    summary: 'lists the keys that sign tokens: the next, the one that signs, and old ones',
    help: `Usage: npm run admin -- signing-key list [--json]

Lists the keys that sign access tokens, the newest first: next (published, but yet to sign), signing, or verifying (it
signs no more, and its tokens are accepted until the last is dead).

  --json  one JSON document, for programs (npm run --silent admin -- …)
  --help  this text
`,
    run: listSigningKeys,
  },
  'signing-key rotate': {
    summary: 'publishes the next key that signs tokens; no client notices',
    help: `Usage: npm run admin -- signing-key rotate [--in SECONDS] [--json]

Adds a key that is published at once and signs after a while. The one before is accepted until its tokens are dead.

  --in SECONDS  when it begins to sign; 60 at least, so that each replica and whoever verifies tokens has read the key
                set again by then (docs/signing-keys.md)  (default: 300)
  --json        one JSON document, for programs (npm run --silent admin -- …)
  --help        this text
`,
    run: rotateSigningKey,
  },
  'signing-key replace': {
    summary: 'drops all keys that sign tokens for a new one: for a key that has leaked',
    help: `Usage: npm run admin -- signing-key replace --end-all-tokens [--json]

Makes a key that signs at once, and drops all others. Every access token is dead then, on each replica within 20 seconds:
clients are refused with 401 and fetch a new one. API keys and their secrets stay as they are.

  --end-all-tokens  says that you want this
  --json            one JSON document, for programs (npm run --silent admin -- …)
  --help            this text
`,
    run: replaceSigningKeys,
  },
  backup: {
    summary: 'writes a checked copy of a SQLite database to a file, while the service runs',
    help: `Usage: npm run admin -- backup FILE [--with-secret] [--json]

Writes the database as it is at this moment to FILE and checks what it wrote, while the service runs and writes. For
SQLite: PostgreSQL has pg_dump (docs/operations/backup.md).

  FILE           is not there yet; nothing is overwritten
  --with-secret  writes the service's secret beside it (FILE.secret). Without the secret a backup is of no use, and
                 with it as good as the database itself
  --json         one JSON document, for programs (npm run --silent admin -- …)
  --help         this text
`,
    run: backUp,
  },
  copy: {
    summary: 'copies a SQLite database to an empty PostgreSQL database',
    help: `Usage: npm run admin -- copy --from sqlite:PATH --to postgres://USER:PASSWORD@HOST:PORT/DATABASE [--json]

Copies everything, compares it row by row, and only then keeps it; if anything fails, nothing is there. Stop the service
first, and afterwards start it on the new database with the same secret (docs/operations/moving-up.md).

  --from  the database of a service that is stopped; it stays as it is. Its secret is LATCHKEY_SECRET, or the file
          beside it
  --to    a PostgreSQL database in which there is nothing yet; a password may stand in PGPASSWORD instead
  --json  one JSON document, for programs (npm run --silent admin -- …)
  --help  this text
`,
    run: copy,
  },
};
