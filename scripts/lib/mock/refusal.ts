/**
 * Thrown where a request can't be answered with success: the status, why, and what an example that says the same may be
 * called.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly hints: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** It is the mock that is asked for too much, not the API: no declared answer says so. */
  readonly isOurs: boolean;

  constructor(status: number, message: string, { hints = [], headers = {}, isOurs = false }: Partial<Refusal> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.hints = hints;
    this.headers = headers;
    this.isOurs = isOurs;
  }
}
