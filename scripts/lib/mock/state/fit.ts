import type { Check } from '../check.ts';
import { follow, withAt } from '../schema.ts';
import { thingsIn, type View } from './model.ts';
import { declaredOf, type Thing } from './things.ts';

/** A thing as a view shows it: what isn't declared is left out, what must be there and isn't comes from the sample. */
export function shownBy(check: Check, view: View, thing: Thing): Record<string, unknown> {
  const { operation, shape } = view;
  const [sample = {}] = thingsIn(view, view.sample);
  const shown = declaredOf(operation, shape, thing);
  for (const name of shape.required) {
    const isShown = !follow(operation, shape.properties[name] ?? {}).writeOnly;
    if (isShown && !(name in shown) && name in sample) shown[name] = sample[name];
  }
  return mended(check, view, shown, sample);
}

/** A changed thing, but as it was in what a view could not show. */
export function changedBy(check: Check, view: View, changed: Thing, old: Thing): Thing {
  const shown = declaredOf(view.operation, view.shape, changed);
  const rest = Object.entries(changed).filter(([name]) => !(name in shown));
  return { ...Object.fromEntries(rest), ...mended(check, view, shown, old) };
}

/** A thing with what doesn't fit taken from another, or left out. */
function mended(check: Check, { operation, thing }: View, given: Thing, other: Thing): Record<string, unknown> {
  const fitting = { ...given };
  // One round mends what it finds; a mended property may bring another (`oneOf`), but not for ever.
  for (let round = 0; round < 3; round++) {
    const wrong = new Set(
      check(operation, thing, fitting).flatMap(({ instancePath, params }) => namesIn(instancePath, params)),
    );
    if (wrong.size === 0) break;
    for (const name of wrong) {
      if (name in other) fitting[name] = other[name];
      else delete fitting[name];
    }
  }
  return fitting;
}

/** The properties of a thing that a problem is about. */
function namesIn(instancePath: string, params: Readonly<Record<string, unknown>>): string[] {
  const [, name] = instancePath.split('/');
  const top = name ?? params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty;
  return typeof top === 'string' ? [top.replaceAll('~1', '/').replaceAll('~0', '~')] : [];
}

/** The body of an answer about one thing. */
export function bodyOf(check: Check, view: View, thing: Thing): unknown {
  return withAt(view.sample, view.place, shownBy(check, view, thing));
}
