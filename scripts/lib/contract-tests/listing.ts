import type { Call } from './call.ts';
import type { Operation, Parameter } from './contract.ts';
import type { Answer } from './exchange.ts';
import { itemsOf, jsonOf } from './resources.ts';

/** Pages that are turned before the search is given up. */
const most = 30;

/**
 * Looks through a list, page by page where its parameters let it.
 *
 * @returns the item, or how the search ended: `absent` if the whole list was seen, `unknown` if not
 */
export async function findInList(
  list: Operation,
  parameters: Call['parameters'],
  isIt: (item: unknown) => boolean,
  send: (call: Call) => Promise<Answer>,
): Promise<{ item: unknown } | 'absent' | 'unknown'> {
  const query = list.parameters.filter(({ in: place }) => place === 'query');
  const size = query.find(({ name }) => /^(limit|size|per_?page|page_?size|max_?results?)$/i.test(name));
  const offset = query.find(({ name }) => /^(offset|skip|start)$/i.test(name));
  const page = query.find(({ name }) => /^(page|page_?number)$/i.test(name));
  const length = size && Number(size.schema?.maximum ?? 100);
  let seen = 0;
  for (let turn = 0; turn < most; turn++) {
    const call: Call = {
      operation: list,
      access: 'full',
      parameters: {
        ...parameters,
        ...queryOf(size, length),
        ...queryOf(offset, seen),
        ...queryOf(page, turn + Number(page?.schema?.minimum ?? 1)),
      },
    };
    const answer = await send(call);
    const items = answer.status < 300 ? itemsOf(jsonOf(answer)) : undefined;
    if (!items) return 'unknown';
    const item = items.find(isIt);
    if (item !== undefined) return { item };
    seen += items.length;
    if (items.length === 0) return 'absent';
    if (!offset && !page) return length === undefined || items.length < length ? 'absent' : 'unknown';
  }
  return 'unknown';
}

function queryOf(parameter: Parameter | undefined, value: unknown): Record<string, unknown> {
  return parameter && value !== undefined ? { [`query ${parameter.name}`]: value } : {};
}
