import type { Store } from '../../../server/domain/store.ts';

/** A store of which some methods do otherwise than they promise. */
export interface StoreFault {
  readonly name: string;
  /** Tells faults of the same name apart. */
  readonly place?: string;
  readonly operationIds: readonly string[];
  readonly methods: (store: Store) => Partial<Store>;
}

/** Where a fault is, and what it does there. */
export type Way = readonly [place: string, methods: StoreFault['methods']];

/** Faults of one name. */
export function faultsOf(name: string, operationIds: readonly string[], ways: readonly Way[]): StoreFault[] {
  return ways.map(([place, methods]) => ({ name, place, operationIds, methods }));
}
