import { httpLaws } from './http.ts';
import { inputLaws } from './inputs.ts';
import { keyLaws } from './keys.ts';
import type { Law } from './law.ts';
import { pageLaws } from './pages.ts';
import { tokenLaws } from './tokens.ts';

export type { Law } from './law.ts';

/** Everything that is promised of several answers together. */
export const laws: readonly Law[] = [...keyLaws, ...pageLaws, ...tokenLaws, ...httpLaws, ...inputLaws];
