import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { addGauges, addProcessMetrics, createMetrics } from './index.ts';

const metrics = createMetrics();
addProcessMetrics(metrics.registry);
addGauges(metrics, {
  store: { connections: () => ({ open: 1, idle: 0, waiting: 0 }) },
  openConnections: async () => 0,
  signsFrom: () => 0,
});
afterAll(() => metrics.registry.clear());

const registered = metrics.registry.getMetricsAsArray().map(({ name }) => name);
const page = readFileSync(new URL('../../docs/operations/monitoring.md', import.meta.url), 'utf8');
const dashboard = readFileSync(new URL('../../docs/operations/grafana-dashboard.json', import.meta.url), 'utf8');

/** Metrics that a text names, those of a histogram by what they belong to. */
function namesIn(text: string): string[] {
  const names = text.match(/\b(latchkey|nodejs|process)_[a-z0-9_]+/g) ?? [];
  return [
    ...new Set(names.map((name) => (registered.includes(name) ? name : name.replace(/_(bucket|sum|count)$/, '')))),
  ];
}

test("the page's table has every metric, and no other", () => {
  const [, table = ''] = page.split(/^## .*$/m);
  expect(namesIn(table).toSorted()).toEqual(registered.toSorted());
});

test.each([
  ['the page', page],
  ['the dashboard', dashboard],
])('%s names only metrics that there are', (_, text) => {
  expect(namesIn(text).filter((name) => !registered.includes(name))).toEqual([]);
  expect(namesIn(text).length).toBeGreaterThan(15);
});

test('the dashboard shows each metric of our own', () => {
  const shown = namesIn(dashboard);
  expect(registered.filter((name) => name.startsWith('latchkey_') && !shown.includes(name))).toEqual([]);
});

test('the dashboard has an id for each panel, and a place of its own in 24 columns', () => {
  const { panels } = JSON.parse(dashboard) as {
    panels: { id: number; gridPos: Record<'x' | 'y' | 'w' | 'h', number> }[];
  };
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
});
