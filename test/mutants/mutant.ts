import type { Contract } from '../contract/document.ts';
import type { Answer, Message } from '../contract/exchange.ts';
import type { Send, World } from '../contract/world.ts';
import type { ServiceOptions } from '../support/service.ts';

/** One way in which a service can be wrong, and everywhere that it can be wrong in that way. */
export interface Kind {
  /** A clause: what is wrong with the service. */
  readonly name: string;
  readonly family: Family;
  /** Every mutant of this kind that a contract gives rise to, in the contract's order. */
  mutants(contract: Contract): readonly Mutant[];
}

/** Where the fault is put in. */
export type Family = 'answer' | 'contract' | 'service';

/** A service that is wrong in one place. */
export interface Mutant {
  readonly kind: string;
  /** For people; a mutant is told from its siblings by this. */
  readonly place: string;
  /** The operations that the fault is in. Their checks come first, which only saves time. */
  readonly operationIds: readonly string[];
  readonly defect: Defect;
}

/** What makes the service wrong. */
export type Defect = AlteredAnswer | AlteredTraffic | AlteredContract | AlteredStore;

/** Answers of one operation arrive otherwise than they were sent. */
export interface AlteredAnswer {
  readonly in: 'answer';
  readonly operationId: string;
  readonly status: number;
  /** Given back as it is, if the defect has no place in it. */
  readonly alter: (answer: Answer) => Answer;
}

/** Requests are answered by something between, that may ask the service. */
export interface AlteredTraffic {
  readonly in: 'traffic';
  /** Whose requests; all that a service gets, if left out. */
  readonly operationId?: string;
  /** @returns a fresh thing between, with a memory of its own */
  readonly between: (world: World) => (message: Message, send: Send) => Promise<Answer>;
}

/** The service serves another contract than it is tested by. */
export interface AlteredContract {
  readonly in: 'contract';
  /** Changes a copy of the contract in place. */
  readonly change: (contract: Contract) => void;
}

/** The service's store is not what it promises to be. */
export interface AlteredStore {
  readonly in: 'store';
  readonly wrapStore: NonNullable<ServiceOptions['wrapStore']>;
}
