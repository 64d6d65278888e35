import { styleText } from 'node:util';

/** Where a development session tells what happens: one line a step. */
export interface Screen {
  /** Begins what follows from one save. */
  heading(text: string): void;
  /** @param milliseconds since the save */
  step(name: string, text: string, milliseconds?: number): void;
  problem(name: string, text: string): void;
}

/** Columns: the step's name, and what there is to say before the time. */
const widths = { name: 10, text: 60 };

export function createScreen(print: (line: string) => void = console.log): Screen {
  return {
    heading: (text) => print(styleText('bold', `${new Date().toTimeString().slice(0, 8)} ${text}`)),
    step(name, text, milliseconds) {
      const time = milliseconds === undefined ? '' : duration(milliseconds).padStart(8);
      print(`  ${name.padEnd(widths.name)} ${time ? text.padEnd(widths.text) : text}${time}`);
    },
    problem: (name, text) => {
      for (const line of text.split('\n')) print(styleText('red', `  ${name.padEnd(widths.name)} ${line}`));
    },
  };
}

function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
