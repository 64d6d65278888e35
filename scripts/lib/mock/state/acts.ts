import type { Chance } from '../chance.ts';
import type { Check } from '../check.ts';
import { withDeclared } from '../http.ts';
import { Refusal } from '../refusal.ts';
import { at, isObject, withAt } from '../schema.ts';
import type { MockAnswer, MockRequest } from '../types.ts';
import { entityTag } from './etags.ts';
import { bodyOf, changedBy, shownBy } from './fit.ts';
import { like, makeId } from './ids.ts';
import type { Input, Model, Role } from './model.ts';
import { counted, itemsOn, matching, pageOf } from './paging.ts';
import type { Repeats } from './repeats.ts';
import { entryOf, exampleOf } from './seeds.ts';
import { type Collection, changed, type Entry, type Store } from './store.ts';
import { idFrom, isSettable, madeOf, mergedOf, parentIds, replacementOf, type Thing } from './things.ts';

/** What a mock remembers from request to request, and from contract to contract. */
export interface Memory {
  readonly store: Store;
  readonly repeats: Repeats;
  readonly chance: Chance;
  readonly clock: () => Date;
}

/** One valid request to a resource. */
interface Occasion {
  readonly request: MockRequest;
  readonly model: Model;
  /** Prism's answer: the status, and the headers. */
  readonly given: MockAnswer;
  /** Under which the collection is kept: its path. */
  readonly key: string;
  readonly things: Collection;
  /** Of the thing that the path names; empty at the collection. */
  readonly id: string;
}

/** What may stand where there is no next page, first choice first. */
const ends = [undefined, null, ''] as const;

export type Acts = Readonly<Record<Role, (occasion: Occasion) => MockAnswer>>;

/** What each role does, and answers. Throws a Refusal for a thing that isn't there. */
export function createActs({ store, chance, clock }: Memory, check: Check): Acts {
  const answer = ({ model, given }: Occasion, role: Role, entry: Entry): MockAnswer => {
    const view = model.views[role];
    const tagged = { ...given, headers: withDeclared(given.headers, { ETag: entityTag(entry) }) };
    const thing = { ...entry.value, ...entry.once };
    return view && given.body !== undefined ? { ...tagged, body: bodyOf(check, view, thing) } : tagged;
  };

  /** The answer to a body that says nothing of the thing: none, or one that isn't an object, such as a JSON Patch. */
  const unchanged = (occasion: Occasion, role: Role): MockAnswer => {
    const same = answer(occasion, role, existing(occasion));
    if (occasion.request.body.text === '') return same;
    const warning = 'Nothing is changed: the mock understands objects alone.';
    return { ...same, headers: { ...same.headers, 'Mock-Warning': warning }, why: warning };
  };

  return {
    list({ request, model, given, things }) {
      const { list } = model.views;
      if (!list) return given;
      const page = pageOf(request);
      const all = [...things.values()].map(({ value }) => value).filter(matching(request, list.shape));
      const shown = itemsOn(page, all).map((value) => shownBy(check, list, value));
      const url = new URL(request.basePath + request.path, `http://${request.headers.host ?? 'localhost'}`);
      url.search = String(request.query);
      const bodies = ends.map((end) => {
        const around = counted(list.sample, page, { total: all.length, onPage: shown.length, url, end });
        return withAt(around, list.place, shown);
      });
      const body = bodies.find((one) => check(list.operation, list.schema, one).length === 0) ?? bodies[0];
      return { ...given, body, why: `${shown.length} of ${all.length}` };
    },

    create(occasion) {
      const { request, model, key, things } = occasion;
      const input = model.inputs.create;
      const sent = sentBy(request, input) ?? {};
      const example = { ...exampleOf(model.views.read), ...exampleOf(model.views.create) };
      const chosen = isSettable(input, model.idName) ? sent[model.idName] : undefined;
      if (chosen !== undefined && things.has(String(chosen)) && request.route.operation.responses?.[409]) {
        const hints = ['alreadyExists', 'conflict', 'duplicate'];
        throw new Refusal(409, `There is a ${chosen} in ${key} already.`, { hints });
      }
      const id = chosen ?? newId(model, things, example);
      const made = madeOf(model, input, sent, renamed(example, example[model.idName], id), clock());
      const parents = parentIds(model, request.parameters, made);
      let thing: Thing = made;
      for (const [name, secret] of Object.entries(secrets(model, made, { ...sent, ...parents }))) {
        thing = renamed({ ...thing, [name]: secret }, made[name], secret);
      }
      thing = { ...thing, ...parents, [model.idName]: id };
      const entry = entryOf(model, thing, true);
      store.put(key, String(id), entry);
      const location = `${request.basePath}${key}/${encodeURIComponent(String(id))}`;
      const answered = answer(occasion, 'create', entry);
      return {
        ...answered,
        headers: withDeclared(answered.headers, { Location: location }),
        why: `made ${location}`,
      };
    },

    read: (occasion) => answer(occasion, 'read', existing(occasion)),

    replace(occasion) {
      const { request, model, key, things, id } = occasion;
      const input = model.inputs.replace;
      const sent = sentBy(request, input);
      if (!sent) return unchanged(occasion, 'replace');
      const { 201: created, 404: missing } = request.route.operation.responses ?? {};
      // A PUT makes what isn't there, unless the contract says that it doesn't.
      const old = things.get(id) ?? (missing && !created ? existing(occasion) : undefined);
      const before = old?.value ?? exampleOf(model.views.read);
      const replacement = replacementOf(model, input, sent, before, clock());
      const thing = { ...replacement, [model.idName]: old?.value[model.idName] ?? idFrom(model, id) };
      const entry = old ? changed(old, thing) : entryOf(model, thing, true);
      store.put(key, id, entry);
      const answered = answer(occasion, 'replace', entry);
      return !old && created ? { ...answered, status: 201 } : answered;
    },

    merge(occasion) {
      const { request, model, key, id } = occasion;
      const old = existing(occasion);
      const input = model.inputs.merge;
      const sent = sentBy(request, input);
      if (!sent) return unchanged(occasion, 'merge');
      const merged = changedBy(check, model.views.read, mergedOf(model, input, sent, old.value, clock()), old.value);
      const thing = { ...merged, [model.idName]: old.value[model.idName] };
      const entry = changed(old, thing);
      store.put(key, id, entry);
      return answer(occasion, 'merge', entry);
    },

    remove(occasion) {
      const { key, id } = occasion;
      const entry = existing(occasion);
      store.remove(key, id, `${key}/${encodeURIComponent(id)}`);
      return answer(occasion, 'remove', entry);
    },
  };

  /** What is shown only once is another for each thing. */
  function secrets({ once, views }: Model, made: Thing, sent: Thing): Thing {
    const { create } = views;
    const entries = Object.entries(made).flatMap(([name, old]): [string, string][] => {
      if (!create || !once.has(name) || name in sent || typeof old !== 'string') return [];
      const other = like(old, chance);
      return check(create.operation, create.shape.properties[name] ?? {}, other).length === 0 ? [[name, other]] : [];
    });
    return Object.fromEntries(entries);
  }

  function newId(model: Model, things: Collection, example: Thing): string | number {
    const known = new Set(things.keys());
    const pattern = String(example[model.idName] ?? [...known][0] ?? '');
    const fits = (id: unknown) => check(model.views.read.operation, model.idSchema, id).length === 0;
    const id = makeId(model, known, pattern || undefined, chance, fits);
    if (id === undefined) throw new Refusal(501, `The mock finds no id that fits ${model.idName}.`, { isOurs: true });
    return id;
  }
}

/** What a request says of a thing, if it says so in members: a JSON Patch doesn't. */
function sentBy({ body }: MockRequest, input: Input | undefined): Thing | undefined {
  const sent = at(body.value, input?.place ?? []);
  return isObject(sent) ? sent : undefined;
}

/** An example with the id of another thing, in links too. A short id may be a part of anything. */
function renamed(example: Thing, old: unknown, id: unknown): Thing {
  if (typeof old !== 'string' || typeof id !== 'string' || old.length < 8) return example;
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  return JSON.parse(JSON.stringify(example).replaceAll(quoted(old), quoted(id))) as Thing;
}

function existing({ things, key, id }: Pick<Occasion, 'things' | 'key' | 'id'>): Entry {
  const entry = things.get(id);
  if (!entry) throw notFound(id, key);
  return entry;
}

export function notFound(id: string, key: string): Refusal {
  return new Refusal(404, `There is no ${id} in ${key}.`, { hints: ['notFound'] });
}
