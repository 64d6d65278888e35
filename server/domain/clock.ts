/** The time now, in milliseconds since 1970 (UTC). Passed in, so that tests can move it. */
export type Clock = () => number;
