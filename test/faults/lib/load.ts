import { setTimeout as wait } from 'node:timers/promises';
import { step, verify } from './acts.ts';
import { mostProblems } from './ledger.ts';
import type { World } from './world.ts';
import { createWriter, uninterrupted, type Writer } from './writer.ts';

/** Milliseconds after a call that came to nothing: the machine has other things to do then. */
const breath = 20;

/** Writers at work, until they are stopped. */
export interface Load {
  /** Has each writer see, between two calls, that all is as it was acknowledged. */
  verify(): Promise<void>;
  /** Resolves when all have stopped, and have looked a last time. */
  stop(): Promise<void>;
}

/** Whether so much went wrong that there is no sense in going on. */
export function isHopeless({ ledger }: World): boolean {
  return ledger.problems.length >= mostProblems;
}

export function startLoad(world: World, writers: number): Load {
  let isOver = false;
  /** Who waits for which writer to have looked. */
  const waiting = new Map<Writer, () => void>();
  const look = async (writer: Writer, isThorough: boolean) => {
    while (!(await uninterrupted(() => verify(writer, isThorough))) && !isHopeless(world)) await wait(breath);
    waiting.get(writer)?.();
    waiting.delete(writer);
  };
  const work = async (writer: Writer) => {
    while (!isOver && !isHopeless(world)) {
      if (waiting.has(writer)) await look(writer, false);
      else if (!(await uninterrupted(() => step(writer)))) await wait(breath);
    }
    await look(writer, true);
  };
  const crew = Array.from({ length: writers }, (_, number) => createWriter(world, number));
  const ended = Promise.all(crew.map(work));
  return {
    async verify() {
      const looked = crew.map((writer) => new Promise<void>((resolve) => waiting.set(writer, resolve)));
      // None looks any more once it is hopeless.
      await Promise.race([Promise.all(looked), ended]);
    },
    async stop() {
      isOver = true;
      await ended;
    },
  };
}
