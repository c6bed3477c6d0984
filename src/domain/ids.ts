import { v7 as newUuid, validate as isUuid } from 'uuid';

import type { EntityType } from '../events/schemas/vocabulary.ts';

const ENTITY_PREFIXES: Readonly<Record<EntityType, string>> = {
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
} as const;

export type IdKind = EntityType | keyof typeof OTHER_PREFIXES;

const PREFIXES: Readonly<Record<IdKind, string>> = { ...ENTITY_PREFIXES, ...OTHER_PREFIXES };
const KINDS = new Map(Object.entries(PREFIXES).map(([kind, prefix]) => [prefix, kind as IdKind]));

/** A new id that tells what it names: the same string in GraphQL, in events and in logs. */
export function newId(kind: IdKind): string {
  return idFrom(kind, newUuid());
}

/** The id of something that has a UUID already. */
export function idFrom(kind: IdKind, uuid: string): string {
  return `${PREFIXES[kind]}_${uuid}`;
}

/** The UUID in an id of this kind; undefined for anything else. */
export function uuidIn(kind: IdKind, id: string): string | undefined {
  const uuid = id.slice(4);
  return kindOfId(id) === kind && isUuid(uuid) ? uuid : undefined;
}

/** What an id names, or undefined for what is no id of ours. */
export function kindOfId(id: string): IdKind | undefined {
  return /^[a-z]{3}_[0-9a-f-]{36}$/.test(id) ? KINDS.get(id.slice(0, 3)) : undefined;
}
