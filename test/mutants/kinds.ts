import { answerKinds } from './altered-answers.ts';
import { headerKinds } from './altered-headers.ts';
import { operationKinds } from './altered-operations.ts';
import { schemaKinds } from './altered-schemas.ts';
import { storeKinds } from './altered-store.ts';
import { trafficKinds } from './altered-traffic.ts';
import { valueKinds } from './altered-values.ts';
import type { Kind } from './mutant.ts';

/** Every way in which a service is made wrong. */
export const kinds: readonly Kind[] = [
  ...headerKinds,
  ...answerKinds,
  ...valueKinds,
  ...trafficKinds,
  ...storeKinds,
  ...schemaKinds,
  ...operationKinds,
];
