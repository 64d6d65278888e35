import { scopes } from '../../generated/operations.ts';
import { createKey } from './keys.ts';
import type { Environment } from './open-store.ts';
import { createOrganization, listOrganizations } from './organizations.ts';

export interface Command {
  readonly summary: string;
  readonly help: string;
  /** @returns what the terminal shows. @throws what is wrong; then nothing was changed */
  readonly run: (args: readonly string[], environment: Environment) => Promise<string>;
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
};
