/** Texts that are of a format, and near misses. Whoever sends them lets a validator judge them first. */
interface Format {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

export const formats: Readonly<Record<string, Format>> = {
  date: { valid: ['2024-02-29', '2030-12-31'], invalid: ['2023-02-29', '2024-13-01', '2024-1-1', 'today'] },
  'date-time': {
    valid: ['2099-12-31T23:59:59Z', '2001-09-09T01:46:40Z', '2096-02-29T00:00:00.123Z', '2099-06-30T12:00:00+02:00'],
    invalid: ['2099-02-29T00:00:00Z', '2099-12-31T25:00:00Z', '2099-12-31', '2099-12-31T23:59:59', 'tomorrow'],
  },
  time: { valid: ['23:59:59Z', '00:00:00+01:00'], invalid: ['25:00:00Z', '12:00', 'noon'] },
  duration: { valid: ['P1D', 'PT36H'], invalid: ['1 day', 'P', 'PT'] },
  uuid: {
    valid: ['f81d4fae-7dec-41d0-a765-00a0c91e6bf6', 'F81D4FAE-7DEC-41D0-A765-00A0C91E6BF6'],
    invalid: ['f81d4fae-7dec-41d0-a765-00a0c91e6bf', 'f81d4fae-7dec-41d0-a765-00a0c91e6bfg', '1'],
  },
  email: {
    valid: ['ann@example.com', 'a.b+c@sub.example.org'],
    invalid: ['ann', 'ann@', '@example.com', 'a b@example.com'],
  },
  hostname: { valid: ['example.com', 'a-b.example'], invalid: ['-a.example', 'a b', 'a..b'] },
  ipv4: { valid: ['192.0.2.1', '255.255.255.255'], invalid: ['256.0.0.1', '192.0.2', '192.0.2.1.5'] },
  ipv6: { valid: ['2001:db8::1', '::'], invalid: ['2001:db8:::1', '12345::', '192.0.2.1'] },
  uri: { valid: ['https://example.com/a?b=c#d', 'urn:isbn:0451450523'], invalid: ['example.com', '/a', 'http://a b'] },
  'uri-reference': { valid: ['/a/b?c', '../a'], invalid: ['\\a', 'a b'] },
  url: { valid: ['https://example.com/a?b=c'], invalid: ['example.com', 'no url'] },
  'json-pointer': { valid: ['/a/~1b', ''], invalid: ['a', '/~2'] },
  regex: { valid: ['^a+$'], invalid: ['(', '[a'] },
  byte: { valid: ['aGVsbG8=', 'AA=='], invalid: ['a', '*'] },
};

/** The last valid 32 and 64 bit integers, and doubles. A format that bounds a number. */
export const numberFormats: Readonly<Record<string, readonly [least: number, greatest: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  // Beyond this a number of JavaScript, and so of JSON in many servers, loses digits.
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
