import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../scripts/lib/contract.ts';
import { referencePage } from '../../scripts/lib/docs/page.ts';
import { writeFiles } from '../../scripts/lib/output.ts';
import { fetchToken, type Service, startService } from '../support/service.ts';
import { executablePath, launchOffline, overflow, type Visit, visit } from './browser.ts';

if (!executablePath) console.warn('test/docs/browser.test.ts is skipped: this machine has no Chromium or Chrome.');

const operationOf = (page: Page, id: string) => page.locator(`.opblock[id$="-${id}"]`);

async function open(page: Page, id: string): Promise<Locator> {
  const operation = operationOf(page, id);
  await operation.locator('.opblock-summary-control').click();
  await operation.locator('.code-samples pre').waitFor();
  return operation;
}

async function authorize(page: Page, clientId: string, clientSecret: string): Promise<void> {
  await page.getByRole('button', { name: 'Authorize', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  const oauth = dialog.locator('.auth-container').filter({ hasText: 'clientCredentials' });
  await oauth.getByLabel('client_id').fill(clientId);
  await oauth.getByLabel('client_secret').fill(clientSecret);
  await oauth.getByRole('button', { name: 'Apply' }).click();
}

/** @returns the status that the page shows for the answer */
async function execute(operation: Locator): Promise<string> {
  await operation.getByRole('button', { name: 'Execute' }).click();
  const status = operation.locator('.live-responses-table tbody .response-col_status').first();
  return (await status.innerText()).trim().slice(0, 3);
}

/** Whether the browser would ask for a password in a dialog of its own. */
async function watchLogin(page: Page): Promise<{ readonly wasAsked: boolean }> {
  const session = await page.context().newCDPSession(page);
  const login = { wasAsked: false };
  session.on('Fetch.requestPaused', ({ requestId }) => session.send('Fetch.continueRequest', { requestId }));
  session.on('Fetch.authRequired', ({ requestId }) => {
    login.wasAsked = true;
    return session.send('Fetch.continueWithAuth', { requestId, authChallengeResponse: { response: 'CancelAuth' } });
  });
  await session.send('Fetch.enable', { handleAuthRequests: true });
  return login;
}

async function createKey(service: Service): Promise<string> {
  const headers = { Authorization: `Bearer ${await fetchToken(service, service.firstKey)}` };
  const init = { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: '{"name":"x"}' };
  const { clientId } = (await (await fetch(`${service.url}/api-keys`, init)).json()) as { clientId: string };
  return clientId;
}

describe.skipIf(!executablePath)('in a browser without a network', { timeout: 60_000 }, () => {
  let browser: Browser;
  let service: Service;
  beforeAll(async () => {
    [browser, service] = await Promise.all([launchOffline(), startService({ corsOrigins: ['*'] })]);
  });
  afterAll(async () => {
    await browser.close();
    await service.stop();
  });

  /** One page for all of these: to start Swagger UI takes a second or more. */
  describe('the served page', () => {
    let opened: Visit;
    let page: Page;
    beforeAll(async () => {
      opened = await visit(browser, `${service.url}/docs#/API%20keys/listApiKeys`);
      page = opened.page;
    }, 60_000);
    afterAll(async () => {
      await opened[Symbol.asyncDispose]();
    });

    test('opens at the operation that its link names, with both samples', async () => {
      expect(await page.title()).toBe('Latchkey · API reference');
      const samples = operationOf(page, 'listApiKeys').locator('.code-samples');
      expect(await samples.locator('pre').innerText()).toContain(`curl '${service.url}/api-keys?limit=10`);
      await samples.getByRole('tab', { name: 'curl' }).press('ArrowRight');
      expect(await samples.getByRole('tab', { selected: true }).innerText()).toBe('TypeScript client');
      expect(await samples.locator('pre').innerText()).toMatch(/client\.listApiKeys\(\s*\{ limit: 10, offset: 0 \}/);
    });

    test('the filter finds an operation by its name', async () => {
      const paths = page.locator('.opblock-summary-path');
      const filter = page.getByPlaceholder(/^Filter/);
      await filter.fill('metadata');
      await operationOf(page, 'listApiKeys').waitFor({ state: 'detached' });
      expect(await paths.allInnerTexts()).toEqual([expect.stringContaining('oauth-authorization-server')]);
      await filter.fill('');
      await operationOf(page, 'listApiKeys').waitFor();
    });

    test('authorizes with a key, and tries calls that need one', async () => {
      const { clientId, clientSecret } = service.firstKey;
      await authorize(page, clientId, clientSecret);
      await page.getByRole('dialog').getByRole('button', { name: 'Remove authorization' }).waitFor();
      await page.keyboard.press('Escape');
      const list = operationOf(page, 'listApiKeys');
      await list.getByRole('button', { name: 'Try it out' }).click();
      expect(await execute(list)).toBe('200');
      expect(await list.locator('.live-responses-table').innerText()).toContain(clientId);

      const remove = await open(page, 'deleteApiKey');
      await remove.getByRole('button', { name: 'Try it out' }).click();
      await remove.getByPlaceholder('clientId').fill(await createKey(service));
      expect(await execute(remove)).toBe('204');
      expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    });

    test('nothing is wider than a screen, nor than a phone in the dark', async () => {
      await open(page, 'createApiKey');
      expect(await overflow(page)).toBe(0);
      await page.setViewportSize({ width: 360, height: 740 });
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await overflow(page)).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.documentElement).backgroundColor')).toBe('rgb(20, 24, 30)');
    });

    test('leads to the document', async () => {
      const link = page.getByRole('link', { name: 'OpenAPI document' });
      const address = new URL((await link.getAttribute('href')) ?? '', page.url());
      expect(address.href).toBe(`${service.url}/openapi.json`);
    });

    test('all of it came from here, and nothing was amiss', () => {
      expect([...opened.origins]).toEqual([service.url]);
      expect(opened.complaints).toEqual([]);
    });

    test('a wrong secret is refused in words', async () => {
      await using own = await visit(browser, `${service.url}/docs`, { width: 360 });
      const login = await watchLogin(own.page);
      await authorize(own.page, service.firstKey.clientId, 'wrong');
      expect(await own.page.getByRole('dialog').locator('.errors').innerText()).toContain('invalid_client');
      expect(login.wasAsked).toBe(false);
      expect(await overflow(own.page)).toBe(0);
    });
  });

  describe('the static page', () => {
    let folder = '';
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'reference-'));
      const { document } = await loadContract('spec/openapi.yaml');
      writeFiles(folder, referencePage(document, service.url));
    });
    afterAll(() => rm(folder, { recursive: true }));

    test('works below a path of any web server, and calls the server that it was given', async () => {
      const types: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
      const host = createServer(async ({ url = '' }, response) => {
        const file = url === '/deep/down/' ? 'index.html' : url.replace('/deep/down/', '');
        const text = await readFile(path.join(folder, file)).catch(() => undefined);
        response.writeHead(text ? 200 : 404, { 'Content-Type': types[path.extname(file)] ?? 'text/plain' }).end(text);
      });
      await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
      const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
      try {
        await using opened = await visit(browser, `${origin}/deep/down/`);
        const live = await open(opened.page, 'getLiveness');
        await live.getByRole('button', { name: 'Try it out' }).click();
        expect(await execute(live)).toBe('200');
        expect([...opened.origins]).toEqual([origin, service.url]);
        expect(opened.complaints).toEqual([]);
      } finally {
        await new Promise((resolve) => host.close(resolve));
      }
    });

    test('asks nobody for what somebody else’s document names', async () => {
      const { document } = await loadContract('spec/openapi.yaml');
      const elsewhere = 'https://elsewhere.example';
      const provider = { type: 'openIdConnect', openIdConnectUrl: `${elsewhere}/.well-known/openid-configuration` };
      Object.assign(document.info, { description: `![a picture](${elsewhere}/x.png)` });
      Object.assign(document.components?.securitySchemes ?? {}, { provider });
      const own = path.join(folder, 'elsewhere');
      writeFiles(own, referencePage(document, service.url));
      await using opened = await visit(browser, pathToFileURL(path.join(own, 'index.html')).href);
      await opened.page.getByRole('img', { name: 'a picture' }).waitFor({ state: 'attached' });
      await operationOf(opened.page, 'listApiKeys').waitFor();
      expect([...opened.origins]).toEqual(['file://']);
    });

    test('opens from the disk', async () => {
      await using opened = await visit(browser, pathToFileURL(path.join(folder, 'index.html')).href, { width: 360 });
      const list = await open(opened.page, 'listApiKeys');
      expect(await list.locator('.code-samples pre').innerText()).toContain(`curl '${service.url}/api-keys`);
      expect(await opened.page.locator('.errors-wrapper').count()).toBe(0);
      expect(await overflow(opened.page)).toBe(0);
      expect([...opened.origins]).toEqual(['file://']);
      expect(opened.complaints).toEqual([]);
    });
  });
});
