import * as z from 'zod';

import { AppError } from '../../../errors.ts';
import type { KeyRange } from '../../../store/database/keyset.ts';
import { askedSize } from './list-size.ts';

export interface PageArgs {
  first?: number | null | undefined;
  last?: number | null | undefined;
  after?: string | null | undefined;
  before?: string | null | undefined;
}

export interface CursorCodec<K> {
  encode: (key: K) => string;
  /** @throws AppError BAD_USER_INPUT */
  decode: (cursor: string) => K;
}

export const DEFAULT_PAGE_SIZE = 20;
export const MAX_PAGE_SIZE = 100;
/** Extensions of the edges of a page: as many as the field of the page requests. */
export const EDGES_SIZE = askedSize({ otherwise: DEFAULT_PAGE_SIZE, most: MAX_PAGE_SIZE });

/** Items of a list that was not searched to its end: everything through this key was. */
export interface Unfinished<T, K> {
  items: T[];
  through: K;
}

/**
 * One page of a list by keys, forwards or backwards: nothing is counted or skipped. A page whose list was not searched to its
 * end says that there may be more, and its cursor is where to go on.
 * @throws AppError BAD_USER_INPUT for an invalid combination of arguments
 */
export async function resolvePage<T, K>(
  args: PageArgs,
  { encode, decode }: CursorCodec<K>,
  keyOf: (item: T) => K,
  load: (range: KeyRange<K>) => Promise<T[] | Unfinished<T, K>>,
) {
  const { limit, backwards } = sizeOf(args);
  const after = args.after == null ? undefined : decode(args.after);
  const before = args.before == null ? undefined : decode(args.before);
  // One more than requested shows whether there are more.
  const loaded = await load({ after, before, backwards, limit: limit + 1 });
  const items = Array.isArray(loaded) ? loaded : loaded.items;
  const end = Array.isArray(loaded) ? undefined : encode(loaded.through);
  const hasMore = items.length > limit || end !== undefined;
  const page = items.slice(0, limit);
  if (backwards) page.reverse();
  const cursorOf = (item: T | undefined) => (item === undefined ? null : encode(keyOf(item)));
  return {
    edges: page.map((node) => createEdge(node, () => encode(keyOf(node)))),
    pageInfo: {
      hasNextPage: backwards ? before !== undefined : hasMore,
      hasPreviousPage: backwards ? hasMore : after !== undefined,
      startCursor: (backwards ? end : undefined) ?? cursorOf(page[0]),
      endCursor: (backwards ? undefined : end) ?? cursorOf(page.at(-1)),
    },
  };
}

/** Few clients select the cursor of each item, so it is made when it is read. */
function createEdge<T>(node: T, makeCursor: () => string) {
  return {
    node,
    get cursor() {
      return makeCursor();
    },
  };
}

function sizeOf({ first, last }: PageArgs): { limit: number; backwards: boolean } {
  if (first != null && last != null) throw new AppError('BAD_USER_INPUT', 'Use either first or last, not both.');
  for (const [name, size] of Object.entries({ first, last })) if (size != null) assertPageSize(name, size);
  return { limit: first ?? last ?? DEFAULT_PAGE_SIZE, backwards: last != null };
}

/** @throws AppError BAD_USER_INPUT */
export function assertPageSize(name: string, size: number): void {
  if (size >= 1 && size <= MAX_PAGE_SIZE) return;
  throw new AppError('BAD_USER_INPUT', `${name} must be from 1 to ${MAX_PAGE_SIZE}, not ${size}.`);
}

/** A time in the key of a cursor. A forged one must not reach Postgres, which has no year 0. */
export const instantKey = z.iso.datetime().regex(/^[12]/);

/**
 * Cursors of one list of one tenant. They contain nothing secret, but a cursor of another list, or of another tenant,
 * is refused instead of misread.
 */
export function listCursor<K>(list: string, tenantId: string, key: z.ZodType<K>): CursorCodec<K> {
  return {
    encode: (value) => Buffer.from(JSON.stringify([list, tenantId, value])).toString('base64url'),
    decode(cursor) {
      const text = Buffer.from(cursor, 'base64url').toString();
      // No cursor of ours contains an escaped character.
      const schema = z.tuple([z.literal(list), z.literal(tenantId), key]);
      const parsed = schema.safeParse(text.includes('\\u') ? undefined : parseJson(text));
      if (!parsed.success) throw new AppError('BAD_USER_INPUT', 'This is not a cursor of this list.');
      return parsed.data[2];
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
