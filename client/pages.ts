import type { CallOptions } from './types.ts';

/** A page that names the next one. */
export interface Page {
  readonly meta: { readonly next?: string | null };
}

/** An operation that answers with pages; `after` is the `next` of the page before. */
export type ListMethod<Query, AnyPage> = (query: Query, options?: CallOptions) => Promise<AnyPage>;

/**
 * Every item of a list, page by page: a page is asked for when the one before is used up, so that one is in memory at a
 * time, and none is asked for once the loop is left. What is deleted meanwhile moves nothing else. Each loop over the
 * result begins anew.
 *
 * @param options hold for each page's call
 * @throws what the call throws
 */
export function items<Query extends { after?: string } | undefined, AnyPage extends Page, Item>(
  list: ListMethod<Query, AnyPage>,
  query: NoInfer<NonNullable<Query>>,
  itemsOf: (page: AnyPage) => readonly Item[],
  options?: CallOptions,
): AsyncIterable<Item> {
  return {
    async *[Symbol.asyncIterator]() {
      let after: string | null | undefined;
      do {
        const page = await list(after ? { ...query, after } : query, options);
        yield* itemsOf(page);
        after = page.meta.next;
      } while (after);
    },
  };
}
