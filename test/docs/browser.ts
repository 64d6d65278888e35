import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser of this machine; undefined if it has none. */
export const executablePath = places.find((place) => existsSync(place));

/** A browser for which no host exists but this machine. */
export function launchOffline(): Promise<Browser> {
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Origins of everything that was asked for; `file://` for files. */
  readonly origins: ReadonlySet<string>;
  /** Whatever a reader's console would show as an error, and what the content security policy stopped. */
  readonly complaints: readonly string[];
}

/** Opens a reference page and waits until its operations are there. */
export async function visit(
  browser: Browser,
  url: string,
  { width = 1280, colorScheme = 'light' }: { width?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const origins = new Set<string>();
  const complaints: string[] = [];
  const note = (request: Request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== 'data:') origins.add(`${protocol}//${host}`);
  };
  page.on('requestfinished', note);
  page.on('requestfailed', (request) => {
    complaints.push(`failed: ${request.url()}`);
    // What the content security policy stops never leaves the browser.
    if (request.failure()?.errorText !== 'csp') note(request);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    const { document } = globalThis as unknown as { document: EventTarget };
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI } = event as unknown as Record<string, string>;
      console.error(`policy: ${violatedDirective} ${blockedURI}`);
    });
  });
  await page.goto(url);
  await page.locator('.opblock').first().waitFor();
  return { page, origins, complaints, [Symbol.asyncDispose]: () => page.close() };
}

/** Pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}
