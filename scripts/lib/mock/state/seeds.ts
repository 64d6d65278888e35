import type { Check } from '../check.ts';
import { exampleOf as exampleOfParameter, parametersOf } from '../parameters.ts';
import { isObject } from '../schema.ts';
import type { MockRequest } from '../types.ts';
import { type Model, type Role, thingsIn, type View } from './model.ts';
import type { Entry } from './store.ts';
import { idFrom, parentIds, type Thing } from './things.ts';

/** Where examples of things are, those that show the most last. */
const sources: readonly Role[] = ['list', 'create', 'replace', 'merge', 'read'];

/** The things that the examples of a resource show, each once; where there is no example, one made of the schema. */
export function seedsOf(model: Model, parameters: MockRequest['parameters'], check: Check): [string, Entry][] {
  const seeds = new Map<string, Thing>();
  const add = (thing: Thing) => {
    const id = thing[model.idName];
    if (typeof id !== 'string' && typeof id !== 'number') return;
    seeds.set(String(id), { ...seeds.get(String(id)), ...thing });
  };
  const views = sources.map((role) => model.views[role]).filter((view) => view !== undefined);
  for (const view of views) for (const body of view.examples) for (const thing of thingsIn(view, body)) add(thing);
  if (seeds.size === 0) for (const thing of thingsIn(model.views.read, model.views.read.sample)) add(thing);

  const [first] = seeds.values();
  const named = exampleId(model);
  if (first && named !== undefined && !seeds.has(named)) {
    const id = idFrom(model, named);
    if (check(model.views.read.operation, model.idSchema, id).length === 0) add({ ...first, [model.idName]: id });
  }
  return [...seeds].map(([id, thing]) => [id, entryOf(model, { ...thing, ...parentIds(model, parameters, thing) })]);
}

/** The things that another shows to lie in it. What that one showed once belongs to the one whose id it told. */
export function seedsWithin({ within = '', idName }: Model, parent: Entry): [string, Entry][] {
  const shown = [parent.value[within]].flat().filter(isObject);
  const told = Object.values(parent.once);
  return shown.map((value) => {
    const id = value[idName];
    const isTold = told.includes(id) || shown.length === 1;
    return [String(id), { value, once: isTold ? parent.once : {}, isNew: parent.isNew, revision: 1 }];
  });
}

/** A thing, without what is shown only once. */
export function entryOf({ once }: Model, thing: Thing, isNew = false): Entry {
  const part = (isOnce: boolean) =>
    Object.fromEntries(Object.entries(thing).filter(([name]) => once.has(name) === isOnce));
  return { value: part(false), once: part(true), isNew, revision: 1 };
}

/** The example of the path's parameter: callers will ask for it. */
function exampleId({ resource, routes }: Model): string | undefined {
  const declared = routes.read && parametersOf(routes.read).find(({ name }) => name === resource.parameter);
  return declared && routes.read && exampleOfParameter(routes.read, declared);
}

/** One thing as an example of a view, or Prism, shows it. */
export function exampleOf(view: View | undefined): Thing {
  return view ? (view.examples.flatMap((body) => thingsIn(view, body))[0] ?? thingsIn(view, view.sample)[0] ?? {}) : {};
}
