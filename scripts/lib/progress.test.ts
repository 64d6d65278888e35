import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProgressLines } from './progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What is written of steps that take this long, in milliseconds. */
function told(isTTY: boolean, steps: Readonly<Record<string, number>>): string {
  let text = '';
  const progress = createProgressLines({ isTTY, write: (part) => (text += part) });
  for (const [name, took] of Object.entries(steps)) {
    progress.step(name);
    vi.advanceTimersByTime(took);
  }
  progress.end();
  return text;
}

test('short work is done silently', () => {
  expect(told(false, { read: 400, types: 900 })).toBe('');
});

test('long work tells each step that took a while, and its time', () => {
  expect(told(false, { read: 400, table: 10, types: 2100 })).toBe('read       0.4 s\ntypes      2.1 s\n');
});

test('a terminal shows the step under way, in one line that is empty in the end', () => {
  expect(told(true, { read: 4000, types: 10 })).toBe('\r\x1b[2Kread …\r\x1b[2Ktypes …\r\x1b[2K');
});
