import type { OpenApiDocument } from '../../document.ts';
import type { Check } from '../check.ts';
import type { Prism, Wanted } from '../prism.ts';
import type { MockAnswer, MockRequest, Route } from '../types.ts';
import { createActs, type Memory, notFound } from './acts.ts';
import { type Model, modelOf, type Role } from './model.ts';
import { plain } from './names.ts';
import { fill, type Resource, resourcesOf } from './resources.ts';
import { seedsOf } from './seeds.ts';
import type { Entry } from './store.ts';

export interface State {
  /** The answer of a contract's resources in place of Prism's; the same, if the operation is of none. */
  answer(request: MockRequest, given: MockAnswer): Promise<MockAnswer>;
  /** What is known of the thing that has this id under a property or parameter of this name. */
  find(name: string, id: string): Promise<{ readonly entry: Entry | undefined; readonly wasRemoved: boolean }>;
}

export function createState(
  document: OpenApiDocument,
  prism: Prism,
  check: Check,
  memory: Memory,
  wanted: Wanted,
): State {
  const { store } = memory;
  const act = createActs(memory, check);
  const resources = resourcesOf(document);
  const models = new Map<Resource, Promise<Model | undefined>>();

  const modelFor = (resource: Resource) => {
    const known = models.get(resource) ?? modelOf(prism, resource, routesOf(document, resource), wanted, check);
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
      const id = request.parameters[resource.parameter] ?? '';
      return act[role]({ request, given: given.status < 400 ? given : success(role), id, ...collection });
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
