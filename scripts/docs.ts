#!/usr/bin/env node
/** Writes the reference page of a contract as static files. */
import path from 'node:path';
import { readOptions, run } from './lib/command.ts';
import { loadContract } from './lib/contract.ts';
import { defaultSpec } from './lib/default-spec.ts';
import { referencePage } from './lib/docs/page.ts';
import { writeFiles } from './lib/output.ts';

const help = `Usage: npm run docs -- [options]

Writes the reference page of an OpenAPI 3.0 or 3.1 document as static files, with code samples and a way to try each
operation. Any web server can hand them out, below any path; index.html also opens from the disk.

  --spec FILE    the document                        (default: spec/openapi.yaml)
  --out FOLDER   where the files go                  (default: dist/docs)
  --server URL   what the page calls                 (default: the servers of the document)
  --help         this text
`;

await run(help, async () => {
  const { spec, out, server } = readOptions({
    spec: { type: 'string', default: defaultSpec() },
    out: { type: 'string', default: 'dist/docs' },
    server: { type: 'string' },
  });
  if (server !== undefined && !(/^https?:/.test(server) && URL.canParse(server))) {
    throw new Error(`--server must be an http or https URL, not ${server}`);
  }
  const { document } = await loadContract(spec);
  const written = writeFiles(out, referencePage(document, server));
  console.log(
    written.length > 0 ? `${path.join(out, 'index.html')}: wrote ${written.join(', ')}` : `${out}: up to date`,
  );
});
