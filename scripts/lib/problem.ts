/** One thing that is wrong with a document, and where. */
export interface Problem {
  readonly file: string;
  /** Counted from 1; 0 if the place isn't known. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** Thrown when a document can't be used; `problems` is never empty. */
export class ContractProblems extends Error {
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that were asked for until then, whether they were there or not. */
  readonly files: readonly string[];

  constructor(problems: readonly Problem[], files: readonly string[] = []) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'ContractProblems';
    this.problems = problems;
    this.files = files;
  }
}

/** `spec/openapi.yaml:12:5 operation-summary  Operation object should contain `summary`.` */
export function formatProblem({ file, line, column, rule, message }: Problem): string {
  const place = line > 0 ? `${file}:${line}:${column}` : file;
  return `${place} ${rule}  ${message}`;
}
