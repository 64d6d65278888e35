/** The pipeline's door, for programs. */
export { type Contract, loadContract } from './contract.ts';
export { type GeneratedFiles, generate, render } from './generate.ts';
export { type Drift, findDrift, writeFiles } from './output.ts';
export { ContractProblems, formatProblem, type Problem } from './problem.ts';
