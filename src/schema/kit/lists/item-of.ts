import { type Bookmark, isBookmark } from '../../../events/live/feed-reader.ts';

/** What a subscription resolves from. Bookmarks were answered before, outside of GraphQL. */
export function itemOf<T extends object>(item: T | Bookmark): T {
  if (isBookmark(item)) throw new Error('a bookmark is answered before resolvers see it');
  return item;
}
