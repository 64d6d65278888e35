/** The door of the contract tests: any document, any server. */
export { checks } from './checks.ts';
export { testContract } from './engine.ts';
export { type Exemption, readExemptions } from './exemptions.ts';
export type { Failure, Report, Settings } from './settings.ts';
