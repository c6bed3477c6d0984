import { v7 as newUuid, validate as isUuid } from 'uuid';

import type { EntityType } from '../events/schemas/vocabulary.ts';

/** How the ids of the entities of a type begin. */
export const ENTITY_PREFIXES: Readonly<Record<EntityType, string>> = {
  METADATA: 'met',
  KPI: 'kpi',
  GLOSSARY: 'ter',
  BUSINESS_RULE: 'rul',
  TAG: 'tag',
  LINEAGE: 'lin',
};
const OTHER_PREFIXES = {
  PROFILE: 'prf',
  DECISION: 'dec',
  APPROVAL: 'apr',
  COMMENT: 'com',
  RUN: 'run',
  DEAD_LETTER: 'ltr',
  NOTIFICATION: 'ntf',
  WEBHOOK: 'whk',
  WEBHOOK_DELIVERY: 'dlv',
  INCIDENT: 'inc',
  CHANGE_SET: 'chs',
  POLICY_PROPOSAL: 'mpp',
} as const;

export type IdKind = EntityType | keyof typeof OTHER_PREFIXES;

const PREFIXES: Readonly<Record<IdKind, string>> = { ...ENTITY_PREFIXES, ...OTHER_PREFIXES };
const KINDS = new Map(Object.entries(PREFIXES).map(([kind, prefix]) => [prefix, kind as IdKind]));

/** A new id that contains its type: the same string in GraphQL, in events and in logs. */
export function newId(kind: IdKind): string {
  return idFrom(kind, newUuid());
}

/** The id for an existing UUID. */
export function idFrom(kind: IdKind, uuid: string): string {
  return `${PREFIXES[kind]}_${uuid}`;
}

/** The UUID in an id of this type; undefined for anything else. */
export function uuidIn(kind: IdKind, id: string): string | undefined {
  const uuid = id.slice(4);
  return kindOfId(id) === kind && isUuid(uuid) ? uuid : undefined;
}

/** The type and UUID in an id; undefined for anything that is not an id of this server. */
export function kindOfId(id: string): IdKind | undefined {
  return /^[a-z]{3}_[0-9a-f-]{36}$/.test(id) ? KINDS.get(id.slice(0, 3)) : undefined;
}
