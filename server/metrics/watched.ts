export interface Ends<Answer> {
  /** Told what came of it. */
  readonly done?: (answer: Answer) => void;
  /** Told what it threw. */
  readonly failed?: (error: unknown) => void;
}

/** The same function, of whose ends somebody is told. */
export function watched<Parameters extends unknown[], Answer>(
  act: (...parameters: Parameters) => Promise<Answer>,
  { done, failed }: Ends<Answer>,
): (...parameters: Parameters) => Promise<Answer> {
  return async (...parameters) => {
    try {
      const answer = await act(...parameters);
      done?.(answer);
      return answer;
    } catch (error) {
      failed?.(error);
      throw error;
    }
  };
}

/** The code of an error, if it has one. */
export function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}
