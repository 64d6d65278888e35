import { expect, test } from 'vitest';
import { portOption } from '../listen.ts';
import { failRateOption, latencyOption } from './options.ts';

test('a latency is a time or a range of times', () => {
  expect(latencyOption('200')).toEqual({ from: 200, to: 200 });
  expect(latencyOption('50-300')).toEqual({ from: 50, to: 300 });
});

test.each(['', 'x', '-5', '9-3', '1.5', '10-'])('a latency of "%s" is refused', (text) => {
  expect(() => latencyOption(text)).toThrow('--latency must be');
});

test.each(['1.5', '-1', 'x', ''])('a fail rate of "%s" is refused', (text) => {
  expect(() => failRateOption(text)).toThrow('--fail-rate must be');
});

test('a fail rate is a share', () => {
  expect(['0', '1', '0.25', '.5'].map(failRateOption)).toEqual([0, 1, 0.25, 0.5]);
});

test.each(['70000', '1.5', '-1', ''])('a port of "%s" is refused', (text) => {
  expect(() => portOption('--port', text)).toThrow('--port must be');
});
