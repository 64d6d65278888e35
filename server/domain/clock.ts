/** The time now, in milliseconds since 1970 (UTC). Passed in, so that tests can move it. */
export type Clock = () => number;

/** Milliseconds by which replicas' clocks may differ. */
export const clockTolerance = 3_600_000;
