import type { Call } from './call.ts';
import { changes, reads } from './key-calls.ts';
import { lists, shortList } from './list-calls.ts';
import { tokenCalls } from './token-calls.ts';

/** What is measured unless somebody asks for something else, in the order of the table. */
export const usualCalls: readonly Call[] = [...reads, shortList, ...changes, ...tokenCalls];

/** What needs a store of a million keys, and what that is compared with. */
export const listCalls: readonly Call[] = lists;
