import type { OpenApiDocument } from '../../document.ts';
import type { Check } from '../check.ts';
import type { Prism, Wanted } from '../prism.ts';
import type { MockAnswer, MockRequest, Route } from '../types.ts';
import { createActs, type Memory, notFound } from './acts.ts';
import { checkIfMatch } from './etags.ts';
import { shownBy } from './fit.ts';
import { type Model, modelOf, type Role } from './model.ts';
import { plain } from './names.ts';
import { fill, type Resource, resourcesOf } from './resources.ts';
import { seedsOf, seedsWithin } from './seeds.ts';
import { type Collection, changed, type Entry } from './store.ts';

export interface State {
  /** The answer of a contract's resources in place of Prism's; the same, if the operation is of none. */
  answer(request: MockRequest, given: MockAnswer): Promise<MockAnswer>;
  /** What is known of the thing that has this id under a property or parameter of this name. */
  find(name: string, id: string): Promise<Found>;
}

export interface Found {
  /** What it shows. */
  readonly value: Entry['value'] | undefined;
  /** What it, and what lies in it, showed once. */
  readonly once: readonly Entry['once'][];
  readonly wasRemoved: boolean;
}

/** A collection, and the thing that it is in. */
interface Place {
  readonly model: Model;
  /** Under which it is kept: its path. */
  readonly key: string;
  readonly things: Collection;
  readonly parent: Parent | undefined;
}

interface Parent {
  readonly entry: Entry;
  readonly key: string;
  readonly id: string;
}

export function createState(
  document: OpenApiDocument,
  prism: Prism,
  check: Check,
  memory: Memory,
  wanted: Wanted,
): State {
  const { store, repeats } = memory;
  const act = createActs(memory, check);
  const resources = resourcesOf(document);
  const models = new Map<Resource, Promise<Model | undefined>>();

  const readModel = async (resource: Resource) => {
    const parent = resources.find(({ item }) => item === resource.collection.replace(/\/[^/]*$/, ''));
    const above = parent && (await modelFor(parent));
    return await modelOf(prism, resource, routesOf(document, resource), wanted, check, above);
  };

  const modelFor = (resource: Resource): Promise<Model | undefined> => {
    const known = models.get(resource) ?? readModel(resource);
    models.set(resource, known);
    return known;
  };

  /** The collection of a resource, once every thing that it is in is known to exist. */
  const collectionOf = async (
    resource: Resource,
    parameters: MockRequest['parameters'],
  ): Promise<Place | undefined> => {
    const model = await modelFor(resource);
    if (!model) return undefined;
    const parent = await parentOf(resource.collection, parameters);
    const key = fill(resource.collection, parameters);
    const seeds = () => {
      if (model.within !== undefined) return parent ? seedsWithin(model, parent.entry) : [];
      // What was made here began with nothing in it.
      return parent?.entry.isNew ? [] : seedsOf(model, parameters, check);
    };
    return { model, key, things: store.collection(key, seeds), parent };
  };

  /** @throws {Refusal} 404 if the path leads through a thing that isn't there */
  const parentOf = async (path: string, parameters: MockRequest['parameters']): Promise<Parent | undefined> => {
    for (const parent of resources.filter(({ item }) => path.startsWith(`${item}/`))) {
      const collection = await collectionOf(parent, parameters);
      if (!collection) continue;
      const id = parameters[parent.parameter] ?? '';
      const entry = collection.things.get(id);
      if (!entry) throw notFound(id, collection.key);
      return { entry, key: collection.key, id };
    }
    return undefined;
  };

  /** Has the thing that others lie in show them as they are now. */
  const showWithin = ({ model, things, parent }: Place) => {
    const { within, idName, once } = model;
    if (!parent || within === undefined) return;
    const { entry, key, id } = parent;
    const shown = [...things.values()].map(({ value }) => shownBy(check, model.views.read, value));
    // What it told of one of them is theirs now, and goes with them.
    const own = Object.entries(entry.once).filter(([name]) => name !== idName && !once.has(name));
    store.put(key, id, { ...changed(entry, { ...entry.value, [within]: shown }), once: Object.fromEntries(own) });
  };

  return {
    async answer(request, given) {
      const { template } = request.route;
      const [role, resource] = actOf(resources, request.route) ?? [];
      const collection = resource && (await collectionOf(resource, request.parameters));
      if (!role || !collection) {
        if (request.route.operation.responses?.[404]) await parentOf(template, request.parameters);
        return given;
      }
      const id = request.parameters[resource.parameter] ?? '';
      checkIfMatch(request, collection.things.get(id));
      return repeats.answer(request, () => {
        const answer = act[role]({ request, given: given.status < 400 ? given : success(role), id, ...collection });
        if (role !== 'list' && role !== 'read') showWithin(collection);
        return answer;
      });
    },

    async find(name, id) {
      for (const resource of resources) {
        const model = await modelFor(resource);
        const isIt = [resource.parameter, model?.idName ?? ''].some((one) => plain(one) === plain(name));
        if (!isIt || resource.collection.includes('{')) continue;
        const collection = await collectionOf(resource, {});
        const entry = collection?.things.get(id);
        if (!collection || !entry) continue;
        const below = [...store.below(`${collection.key}/${encodeURIComponent(id)}`)];
        return { value: entry.value, once: [entry, ...below].map(({ once }) => once), wasRemoved: false };
      }
      return { value: undefined, once: [], wasRemoved: store.wasRemoved(id) };
    },
  };
}

/** What each method does at each of a resource's two paths. */
const roles = {
  collection: { get: 'list', post: 'create' },
  item: { get: 'read', put: 'replace', patch: 'merge', delete: 'remove' },
} as const;

/** The answer to what is done where the contract declares only errors. */
function success(role: Role): MockAnswer {
  const { [role]: status = 200 } = { create: 201, remove: 204 } as Partial<Record<Role, number>>;
  return { status, headers: {}, why: 'the contract declares no success' };
}

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
