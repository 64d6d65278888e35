import type { Store } from '../../server/domain/store.ts';
import type { Kind } from './mutant.ts';
import { auditFaults } from './store-faults/audit.ts';
import { changeFaults } from './store-faults/changes.ts';
import type { StoreFault } from './store-faults/fault.ts';
import { keyListFaults } from './store-faults/key-lists.ts';
import { keyFaults } from './store-faults/keys.ts';
import { organizationFaults } from './store-faults/organizations.ts';
import { tokenFaults } from './store-faults/tokens.ts';

const faults: readonly StoreFault[] = [
  ...keyFaults,
  ...changeFaults,
  ...organizationFaults,
  ...keyListFaults,
  ...auditFaults,
  ...tokenFaults,
];

export const storeKinds: readonly Kind[] = [...Map.groupBy(faults, ({ name }) => name)].map(
  ([name, sameName]): Kind => ({
    name,
    family: 'service',
    mutants: () =>
      sameName.map(({ place = 'the store', operationIds, methods }) => ({
        kind: name,
        place,
        operationIds,
        defect: { in: 'store', wrapStore: (store: Store): Store => ({ ...store, ...methods(store) }) },
      })),
  }),
);
