import { afterAll, beforeAll, test } from 'vitest';
import { laws } from './laws/index.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => await world[Symbol.asyncDispose]());

for (const { name, hold } of laws) {
  test(name, async () => await hold(world));
}
