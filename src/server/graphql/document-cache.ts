import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Documents that are known to be valid, by their text. Those used least recently give way to new ones. */
export interface DocumentCache {
  get(text: string): DocumentNode | undefined;
  add(text: string, document: DocumentNode): void;
}

/** Room for about 800 documents of a page, which has some 55 tokens. */
const MAX_BYTES = 16 * 1024 * 1024;
/** More than 2,000 tokens, the most that a document can have, and short names need; a longer text is not kept. */
const MAX_BYTES_OF_ONE = 1.25 * 1024 * 1024;
/** Measured: 250 to 480, most for fields of one letter. */
const BYTES_PER_TOKEN = 500;
const BYTES_PER_CHARACTER = 2;

export function createDocumentCache(maxBytes = MAX_BYTES): DocumentCache {
  const documents = new LRUCache<string, DocumentNode>({
    maxSize: maxBytes,
    maxEntrySize: Math.min(maxBytes, MAX_BYTES_OF_ONE),
    sizeCalculation: ({ tokenCount }, text) =>
      text.length * BYTES_PER_CHARACTER + (tokenCount ?? text.length) * BYTES_PER_TOKEN,
  });
  return {
    get: (text) => documents.get(text),
    add(text, document) {
      documents.set(text, document);
    },
  };
}

const caches = new WeakMap<GraphQLSchema, DocumentCache>();

/** One for all ways to a schema: a document that came over HTTP need not be checked again on a socket. */
export function documentCacheOf(schema: GraphQLSchema): DocumentCache {
  let cache = caches.get(schema);
  if (!cache) {
    cache = createDocumentCache();
    caches.set(schema, cache);
  }
  return cache;
}
