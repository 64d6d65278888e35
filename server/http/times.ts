/** Milliseconds since 1970 as the contract's RFC 3339 in UTC. */
export function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function toTimeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : toTime(milliseconds);
}

/** Of a time that the contract's format has let through; what is undefined or null stays so. */
export function fromTime<Missing extends null | undefined>(time: string | Missing): number | Missing {
  return typeof time === 'string' ? Date.parse(time) : time;
}
