import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadContract } from '../../../scripts/lib/contract.ts';
import { type Report, type Settings, testContract } from '../../../scripts/lib/contract-tests/index.ts';
import { type Bug, type BugId, bugs } from './bugs.ts';
import { type Library, startLibrary } from './server.ts';

const { document } = await loadContract(fileURLToPath(new URL('library.yaml', import.meta.url)));

const testLibrary = (library: Library, settings: Partial<Settings> = {}): Promise<Report> =>
  testContract(document, {
    target: library.url,
    credentials: { ...library.client, apiKey: library.card },
    enable: ['closed'],
    maxCasesPerOperation: 140,
    randomCases: 0,
    ...settings,
  });

test('a server that keeps its contract has no failure, everything is covered, and nothing is left behind', async () => {
  await using library = await startLibrary();
  const report = await testLibrary(library, { maxCasesPerOperation: 300, randomCases: 20 });
  expect(report.failures).toEqual([]);
  expect(report.coverage.rows.filter(({ isCovered }) => !isCovered)).toEqual([]);
  expect(library.count()).toBe(1);
});

/** Enough to show the defect. */
const neighbours: Readonly<Record<string, readonly string[]>> = {
  showBook: ['showBook', 'addBook'],
  removeBook: ['removeBook'],
  changeBook: ['changeBook', 'showBook'],
  searchBooks: ['searchBooks'],
};

test.each(Object.entries(bugs) as [BugId, Bug][])('%s is found', async (id, { operationId, check, place }) => {
  await using library = await startLibrary(id);
  const { failures } = await testLibrary(library, { only: neighbours[operationId] ?? [operationId] });
  const found = failures.map((failure) => [
    failure.operationId,
    failure.check,
    place === undefined ? '' : failure.place,
  ]);
  expect(found).toContainEqual([operationId, check, place ?? '']);
});

test('what fails is told by the least request that fails, as lines for a shell', async () => {
  await using library = await startLibrary('manyRenewals');
  const { failures } = await testLibrary(library, { only: ['lendBook'] });
  const url = library.url;
  expect(failures).toMatchObject([{ operationId: 'lendBook', check: 'refuse', place: 'body /renewals' }]);
  const [token, book, lend] = failures[0]?.curl ?? [];
  expect(token).toBe('TOKEN=…  # a token that may do everything');
  expect(book).toContain(
    `BOOK=…  # /number of what this answers: curl -i ${url}/books -H 'Content-Type: application/json'`,
  );
  const body = `--data-raw 'reader=aa&dueAt=2099-12-31T23%3A59%3A59Z&renewals=4'`;
  const headers = `-H 'Content-Type: application/x-www-form-urlencoded' -H 'Authorization: Bearer '"$TOKEN"`;
  expect(lend).toBe(`curl -i ${url}/books/"$BOOK"/loans ${headers} ${body}`);
});
