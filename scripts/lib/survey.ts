/** What must be known of a parsed document before anybody walks through it. */
export interface Survey {
  /** Members of all its objects. */
  readonly members: number;
  /** Whether all that it refers to is in itself. */
  readonly selfContained: boolean;
}

/** Levels that objects and lists may be nested: everything behind this calls itself once or more for each. */
const maxDepth = 500;

/** Objects and lists, each counted as often as it is reached: a few lines of YAML aliases can stand for billions. */
const maxNodes = 20_000_000;

/**
 * Looks through a parsed document once.
 *
 * @throws {Error} saying why it can't be worked with: it is nested too deeply, holds itself, or is endless in effect
 */
export function survey(root: unknown): Survey {
  const sizes = new Map<object, Size>();
  const { members, selfContained } = measure(root, 0, sizes);
  return { members, selfContained };
}

interface Size extends Survey {
  readonly nodes: number;
  /** Levels below this one. */
  readonly height: number;
}

const leaf: Size = { nodes: 0, height: 0, members: 0, selfContained: true };

/** Stands for an object or list that is being measured. */
const unfinished: Size = { ...leaf, nodes: Number.NaN };

function measure(value: unknown, depth: number, sizes: Map<object, Size>): Size {
  if (typeof value !== 'object' || value === null) return leaf;
  const known = sizes.get(value);
  if (known === unfinished) throw new Error('An alias stands for something that the alias itself is in.');
  if (depth + (known?.height ?? 0) > maxDepth) throw new Error(`It is nested more than ${maxDepth} levels deep.`);
  if (known) return known;
  sizes.set(value, unfinished);
  let [nodes, height, members, selfContained] = [1, 0, 0, true];
  const isList = Array.isArray(value);
  for (const [key, child] of Object.entries(value)) {
    if (!isList) {
      members++;
      selfContained &&= isLocal(key, child);
    }
    const size = measure(child, depth + 1, sizes);
    nodes += size.nodes;
    height = Math.max(height, size.height + 1);
    members += size.members;
    selfContained &&= size.selfContained;
  }
  if (nodes > maxNodes) throw new Error(`Its aliases stand for more than ${maxNodes / 1_000_000} million objects.`);
  const size = { nodes, height, members, selfContained };
  sizes.set(value, size);
  return size;
}

/** Whether a member refers to nothing outside. What may be a name or a path is taken for a path. */
function isLocal(key: string, value: unknown): boolean {
  if (key === '$ref') return typeof value !== 'string' || value.startsWith('#');
  if (key === 'mapping' && typeof value === 'object' && value !== null) {
    return Object.values(value).every((target) => typeof target === 'string' && target.startsWith('#'));
  }
  return key !== 'externalValue' && key !== 'defaultMapping';
}
