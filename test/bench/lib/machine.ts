import { cpus } from 'node:os';

export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly node: string;
  readonly platform: string;
}

/** Where this was measured: absolute numbers say little without it. */
export function thisMachine(): Machine {
  const processors = cpus();
  return {
    cores: processors.length,
    processor: processors[0]?.model.trim() ?? 'unknown',
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

export function renderMachine({ cores, processor, node, platform }: Machine): string {
  return `${cores} cores (${processor}), Node ${node}, ${platform}`;
}
