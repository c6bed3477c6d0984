import { cacheExchange, type KeyGenerator } from '@urql/exchange-graphcache';

import graphSchema from '../gql/graph-schema.json';

/** Objects that are no nodes belong to the object that contains them. */
const EMBEDDED = Object.fromEntries(graphSchema.embeddedTypes.map((name) => [name, () => null]));

/** An event's id is unique together with its source only; its cursor alone is unique. */
const keyOfEvent: KeyGenerator = ({ cursor }) => (typeof cursor === 'string' ? cursor : null);
const EVENTS = Object.fromEntries(graphSchema.possibleTypes.Event.map((name) => [name, keyOfEvent]));

/**
 * Keeps each entity, profile, request and event once: what a subscription or another page brings is shown wherever the
 * same object is shown.
 */
export function createCache() {
  return cacheExchange({
    possibleTypes: graphSchema.possibleTypes,
    keys: { ...EMBEDDED, ...EVENTS },
  });
}
