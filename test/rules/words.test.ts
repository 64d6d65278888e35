import { expect, test } from 'vitest';
import { read, sourcesOf } from './imports.ts';

interface Rule {
  readonly rule: string;
  readonly rooms: readonly string[];
  readonly except?: readonly string[];
  readonly forbidden: RegExp;
}

/** What must not be said in a room, though nothing is imported for it. */
const rules: readonly Rule[] = [
  {
    rule: 'the domain is given its time: a clock is passed in',
    rooms: ['server/domain'],
    forbidden: /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b/,
  },
  {
    rule: 'the domain does not know the process, nor anything global that does I/O',
    rooms: ['server/domain'],
    forbidden: /\bprocess\.|\bconsole\.|\bfetch\(|\bsetTimeout\(|\bsetInterval\(/,
  },
  {
    rule: 'only a program reads the environment, and hands it to config.ts',
    rooms: ['server', 'client'],
    except: ['server/serve.ts', 'server/admin.ts', 'server/dev.ts'],
    forbidden: /\bprocess\.env\b/,
  },
  {
    rule: 'only a program ends the process',
    rooms: ['server', 'client'],
    except: ['server/serve.ts', 'server/admin.ts', 'server/dev.ts'],
    forbidden: /\bprocess\.exit/,
  },
  {
    rule: 'the server speaks through its log',
    rooms: ['server'],
    except: ['server/serve.ts', 'server/admin.ts', 'server/dev.ts'],
    forbidden: /\bconsole\./,
  },
  {
    rule: 'the client runs in browsers: no Buffer and no process',
    rooms: ['client'],
    forbidden: /\bBuffer\b|\bprocess\./,
  },
  {
    rule: 'no `any` and no silenced compiler',
    rooms: ['server', 'client', 'scripts'],
    forbidden: /\bas any\b|: any\b|@ts-(ignore|expect-error|nocheck)/,
  },
];

test.each(rules)('$rule', (rule) => {
  const files = rule.rooms.flatMap(sourcesOf).filter((file) => !rule.except?.includes(file));
  expect(files.flatMap((file) => breaches(rule, file, read(file)))).toEqual([]);
});

test.each([
  ['Date.now()', 0],
  ['process.env.PORT', 1],
  ['process.env.PORT', 2],
  ['process.exit(1)', 3],
  ["console.log('x')", 4],
  ['Buffer.from(text)', 5],
  ['value as any', 6],
])('%s is found by the rule against it', (text, index) => {
  const rule = rules[index] as Rule;
  expect(breaches(rule, 'x.ts', `// ${text} in a comment is fine\nconst x = ${text};`)).toEqual([
    `x.ts:2 ${rule.rule}`,
  ]);
});

function breaches({ rule, forbidden }: Rule, file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (isCode(line) && forbidden.test(line) ? [`${file}:${index + 1} ${rule}`] : []));
}

function isCode(line: string): boolean {
  return !/^\s*(\/\/|\/?\*)/.test(line);
}
