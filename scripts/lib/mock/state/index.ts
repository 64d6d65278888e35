import type { OpenApiDocument } from '../../document.ts';
import type { Chance } from '../chance.ts';
import type { Check } from '../check.ts';
import type { Prism, Wanted } from '../prism.ts';
import { Refusal } from '../refusal.ts';
import { at, isObject, withAt } from '../schema.ts';
import type { MockAnswer, MockRequest, Route } from '../types.ts';
import { bodyOf, shownBy } from './fit.ts';
import { makeId } from './ids.ts';
import { type Model, modelOf, type Role } from './model.ts';
import { plain } from './names.ts';
import { counted, itemsOn, pageOf } from './paging.ts';
import { fill, type Resource, resourcesOf } from './resources.ts';
import { seedsOf } from './seeds.ts';
import type { Collection, Entry, Store } from './store.ts';
import { declaredOf, madeOf, mergedOf, replacementOf, type Thing } from './things.ts';

/** What a mock remembers from request to request, and from contract to contract. */
export interface Memory {
  readonly store: Store;
  readonly chance: Chance;
  readonly clock: () => Date;
}

export interface State {
  /** The answer of a contract's resources in place of Prism's; the same, if the operation is of none. */
  answer(request: MockRequest, given: MockAnswer): Promise<MockAnswer>;
  /** What is known of the thing that has this id under a property or parameter of this name. */
  find(name: string, id: string): Promise<{ readonly entry: Entry | undefined; readonly wasRemoved: boolean }>;
}

/** One request to a resource. */
interface Occasion {
  readonly request: MockRequest;
  readonly model: Model;
  readonly given: MockAnswer;
  /** Under which the collection is kept. */
  readonly key: string;
  readonly things: Collection;
  readonly id: string;
}

export function createState(
  document: OpenApiDocument,
  prism: Prism,
  check: Check,
  { store, chance, clock }: Memory,
  wanted: Wanted,
): State {
  const resources = resourcesOf(document);
  const models = new Map<Resource, Promise<Model | undefined>>();

  const modelFor = (resource: Resource) => {
    const known = models.get(resource) ?? modelOf(prism, resource, routesOf(document, resource), wanted);
    models.set(resource, known);
    return known;
  };

  /** The collection of a resource, once every thing that it is in is known to exist. */
  const collectionOf = async (resource: Resource, parameters: MockRequest['parameters']) => {
    const model = await modelFor(resource);
    if (!model) return undefined;
    const parent = await parentOf(resource.collection, parameters);
    const key = fill(resource.collection, parameters);
    // What was made here began with nothing in it.
    const things = store.collection(key, () => (parent?.isNew ? [] : seedsOf(model, parameters, check)));
    return { model, key, things };
  };

  /** @throws {Refusal} 404 if the path leads through a thing that isn't there */
  const parentOf = async (path: string, parameters: MockRequest['parameters']) => {
    const parent = resources.find(({ item }) => path.startsWith(`${item}/`));
    const collection = parent && (await collectionOf(parent, parameters));
    if (!parent || !collection) return undefined;
    const id = parameters[parent.parameter] ?? '';
    const entry = collection.things.get(id);
    if (!entry) throw notFound(id, collection.key);
    return { isNew: entry.isNew };
  };

  const acts: Readonly<Record<Role, (occasion: Occasion) => MockAnswer>> = {
    list({ request, model, given, things }) {
      const { list } = model.views;
      if (!list) return given;
      const page = pageOf(request);
      const all = [...things.values()].map(({ value }) => value).filter(matches(request, model));
      const shown = itemsOn(page, all).map((value) => shownBy(check, list, value));
      const url = new URL(request.basePath + request.path, `http://${request.headers.host ?? 'localhost'}`);
      url.search = String(request.query);
      const around = counted(list.sample, page, all.length, shown.length, url);
      return { ...given, body: withAt(around, list.place, shown), why: `${shown.length} of ${all.length}` };
    },

    create({ request, model, given, key, things }) {
      const { create = model.views.read } = model.views;
      const input = model.inputs.create;
      const sent = at(request.body.value, input?.place ?? []);
      const thing = isObject(sent) ? sent : {};
      const example = { ...exampleOf(model, 'read'), ...exampleOf(model, 'create') };
      const own = String(thing[model.idName] ?? '');
      const mayChoose = input?.shape.properties[model.idName]?.readOnly === false || model.idName in thing;
      if (mayChoose && things.has(own) && request.route.operation.responses?.[409]) {
        throw new Refusal(409, `There is a ${own} in ${key} already.`, { hints: ['alreadyExists', 'conflict', 'duplicate'] });
      }
      const made = madeOf(model, input, thing, example, clock());
      const id = made[model.idName] !== example[model.idName] && own ? made[model.idName] : newId(model, things, example);
      const value = { ...made, ...parentIds(request, made), [model.idName]: id };
      const once = Object.fromEntries(Object.entries(value).filter(([name]) => model.once.has(name)));
      const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !model.once.has(name)));
      store.put(key, String(id), { value: kept, once, isNew: true });
      const location = `${request.basePath}${key}/${encodeURIComponent(String(id))}`;
      const headers = Object.entries(given.headers).map(([name, text]) => [
        name,
        name.toLowerCase() === 'location' ? location : text,
      ]);
      const body = given.body === undefined ? {} : { body: bodyOf(check, create, value) };
      return { ...given, ...body, headers: Object.fromEntries(headers), why: `made ${location}` };
    },

    read({ model, given, key, things, id }) {
      const entry = existing(things, key, id);
      return { ...given, body: bodyOf(check, model.views.read, entry.value) };
    },

    replace({ request, model, given, key, things, id }) {
      const input = model.inputs.replace;
      const sent = at(request.body.value, input?.place ?? []);
      if (!isObject(sent)) return given;
      const old = things.get(id);
      // A PUT makes what isn't there, unless the contract says that it doesn't.
      if (!old && request.route.operation.responses?.[404] && !request.route.operation.responses[201]) {
        throw notFound(id, key);
      }
      const before = old?.value ?? { ...exampleOf(model, 'read'), [model.idName]: idFrom(model, id) };
      const value = { ...replacementOf(model, input, sent, before, clock()), [model.idName]: before[model.idName] };
      store.put(key, id, { value, once: old?.once ?? {}, isNew: old?.isNew ?? true });
      return changed('replace', model, given, value);
    },

    merge({ request, model, given, key, things, id }) {
      const old = existing(things, key, id);
      const input = model.inputs.merge;
      const sent = at(request.body.value, input?.place ?? []);
      if (!isObject(sent)) return given;
      const merged = mergedOf(model, input, sent, old.value, clock());
      const value = { ...merged, [model.idName]: old.value[model.idName] };
      store.put(key, id, { ...old, value });
      return changed('merge', model, given, value);
    },

    remove({ model, given, key, things, id }) {
      const { value } = existing(things, key, id);
      store.remove(key, id, `${key}/${encodeURIComponent(id)}`);
      return changed('remove', model, given, value);
    },
  };

  const changed = (role: Role, model: Model, given: MockAnswer, value: Thing): MockAnswer => {
    const view = model.views[role];
    return view && given.body !== undefined ? { ...given, body: bodyOf(check, view, value) } : given;
  };

  const newId = (model: Model, things: Collection, example: Thing) => {
    const known = new Set(things.keys());
    const pattern = String(example[model.idName] ?? [...known][0] ?? '');
    const fits = (id: unknown) => check(model.views.read.operation, model.idSchema, id).length === 0;
    const id = makeId(model, known, pattern || undefined, chance, fits);
    if (id === undefined) throw new Refusal(501, `No id was found that fits ${model.idName}.`, { isOurs: true });
    return id;
  };

  return {
    async answer(request, given) {
      const { template } = request.route;
      const found = actOf(resources, request.route);
      if (!found) {
        if (request.route.operation.responses?.[404]) await parentOf(template, request.parameters);
        return given;
      }
      const [role, resource] = found;
      const collection = await collectionOf(resource, request.parameters);
      if (!collection) return given;
      return acts[role]({ request, given, id: request.parameters[resource.parameter] ?? '', ...collection });
    },

    async find(name, id) {
      for (const resource of resources) {
        const model = await modelFor(resource);
        const isIt = [resource.parameter, model?.idName ?? ''].some((one) => plain(one) === plain(name));
        if (!isIt || resource.collection.includes('{')) continue;
        const collection = await collectionOf(resource, {});
        const entry = collection?.things.get(id);
        if (entry) return { entry, wasRemoved: false };
      }
      return { entry: undefined, wasRemoved: store.wasRemoved(id) };
    },
  };
}

/** What each method does at each of a resource's two paths. */
const roles = {
  collection: { get: 'list', post: 'create' },
  item: { get: 'read', put: 'replace', patch: 'merge', delete: 'remove' },
} as const;

function actOf(resources: readonly Resource[], { template, method }: Route): [Role, Resource] | undefined {
  for (const resource of resources) {
    for (const place of ['item', 'collection'] as const) {
      const role = (roles[place] as Readonly<Record<string, Role>>)[method];
      if (role && resource[place] === template) return [role, resource];
    }
  }
  return undefined;
}

function routesOf(document: OpenApiDocument, resource: Resource): Model['routes'] {
  const routes: Partial<Record<Role, Route>> = {};
  for (const place of ['collection', 'item'] as const) {
    const template = resource[place];
    const item = document.paths?.[template] ?? {};
    for (const [method, role] of Object.entries(roles[place]) as [Route['method'], Role][]) {
      const operation = item[method];
      if (operation) routes[role] = { document, template, method, item, operation };
    }
  }
  return routes;
}

function existing(things: Collection, key: string, id: string): Entry {
  const entry = things.get(id);
  if (!entry) throw notFound(id, key);
  return entry;
}

function notFound(id: string, key: string): Refusal {
  return new Refusal(404, `There is no ${id} in ${key}.`, { hints: ['notFound'] });
}
