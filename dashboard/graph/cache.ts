import { cacheExchange } from '@urql/exchange-graphcache';

import graphSchema from '../gql/graph-schema.json';

/**
 * Objects that are no nodes belong to the object that contains them. So do events: with a key of their own, the cache
 * would keep for ever each that arrives.
 */
const EMBEDDED = Object.fromEntries(
  [...graphSchema.embeddedTypes, ...graphSchema.possibleTypes.Event].map((name) => [name, () => null]),
);

/**
 * Keeps each entity, profile and request once: what a subscription or another page brings is shown wherever the
 * same object is shown.
 */
export function createCache() {
  return cacheExchange({
    possibleTypes: graphSchema.possibleTypes,
    keys: EMBEDDED,
  });
}
