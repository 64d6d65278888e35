import { expect, test } from 'vitest';
import { bounds, createStore, type Entry } from './store.ts';

const entry = (value: Entry['value'] = {}): Entry => ({ value, once: {}, isNew: true, revision: 1 });
const none = () => [];

test('of too many things the oldest are forgotten', () => {
  const store = createStore();
  for (let id = 0; id < bounds.things + 2; id++) store.put('/things', String(id), entry());
  const things = store.collection('/things', none);
  expect(things.size).toBe(bounds.things);
  expect([things.has('1'), things.has('2')]).toEqual([false, true]);
});

test('of too much the oldest is forgotten, in whichever collection it is', () => {
  const store = createStore();
  const large = 'x'.repeat(bounds.characters / 2);
  store.put('/a', 'first', entry({ large }));
  store.put('/b', 'second', entry({ large }));
  expect(store.collection('/a', none).has('first')).toBe(false);
  expect(store.collection('/b', none).has('second')).toBe(true);
});

test('of too many collections the oldest is forgotten, with its things', () => {
  const store = createStore();
  for (let index = 0; index <= bounds.collections; index++) store.collection(`/${index}`, () => [['id', entry()]]);
  expect([...store.all()]).toHaveLength(bounds.collections);
});

test('a thing goes with everything below its path, and with nothing beside it', () => {
  const store = createStore();
  for (const key of ['/users', '/users/1/posts', '/users/12/posts']) store.put(key, '1', entry());
  store.remove('/users', '1', '/users/1');
  expect(store.collection('/users', none).size).toBe(0);
  expect(store.collection('/users/1/posts', none).size).toBe(0);
  expect(store.collection('/users/12/posts', none).size).toBe(1);
  expect([store.wasRemoved('1'), store.wasRemoved('2')]).toEqual([true, false]);
});
