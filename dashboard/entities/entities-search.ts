import type {
  EntityOrderField,
  EntityStatus,
  EntityType,
  OrderDirection,
  ProfileState,
  QualityGrade,
  Tier,
} from '../gql/types.ts';
import { text } from '../text/text.ts';
import { keyOf, readList, readText } from '../ui/read-search.ts';
import { readEntityType } from './entity-type.ts';

/** The columns that one can hide; the first one, with name and key, stays. */
export const HIDEABLE_COLUMNS = [
  'type',
  'tier',
  'owner',
  'grade',
  'score',
  'trend',
  'freshness',
  'due',
  'approval',
  'updated',
] as const;
export type HideableColumn = (typeof HIDEABLE_COLUMNS)[number];

/** A field and a direction, such as `QUALITY_SCORE.ASC`. */
export type EntitiesSort = `${EntityOrderField}.${OrderDirection}`;

/**
 * The part of the page's state that its URL contains. All conditions must match; of several values of one condition, any.
 * Lists are never empty.
 */
export interface EntitiesSearch {
  /** Words to search for. */
  search?: string;
  entityTypes?: readonly EntityType[];
  tiers?: readonly Tier[];
  profileStates?: readonly ProfileState[];
  /** Of the latest profile. */
  grades?: readonly QualityGrade[];
  /** Actor ids. */
  owners?: readonly string[];
  /** Canonical keys. */
  tags?: readonly string[];
  /** Ids of the standard packs that govern them. */
  standardPacks?: readonly string[];
  statuses?: readonly EntityStatus[];
  /** At most this score, 0 to 100. */
  maxScore?: number;
  /** Bound to this table or schema: `schema.table` or `schema`. */
  dataset?: string;
  /** Whether the viewer follows them. */
  followed?: boolean;
  /** Whether a request waits for a decision. */
  pending?: boolean;
  /** Default: by canonical key, and with a search the best match first. */
  sort?: EntitiesSort;
  /** Columns that are hidden. */
  hide?: readonly HideableColumn[];
}

const ORDER_FIELDS: Readonly<Record<EntityOrderField, true>> = {
  CANONICAL_KEY: true,
  LAST_PROFILED_AT: true,
  NAME: true,
  NEXT_PROFILE_DUE_AT: true,
  QUALITY_SCORE: true,
  TIER: true,
  UPDATED_AT: true,
};

/** Reads it from a URL; what makes no sense is left out. */
export function readEntitiesSearch(raw: Record<string, unknown>): EntitiesSearch {
  const isColumn = (value: string) => HIDEABLE_COLUMNS.find((column) => column === value);
  return withoutUndefined({
    search: readText(raw.search),
    entityTypes: readList(raw.entityTypes, readEntityType),
    tiers: readList(raw.tiers, keyOf(text.tiers)),
    profileStates: readList(raw.profileStates, keyOf(text.profileStates)),
    grades: readList(raw.grades, keyOf({ A: true, B: true, C: true, D: true, F: true })),
    owners: readList(raw.owners, (value) => value),
    tags: readList(raw.tags, (value) => value),
    standardPacks: readList(raw.standardPacks, (value) => value),
    statuses: readList(raw.statuses, keyOf(text.statuses)),
    maxScore: readScore(raw.maxScore),
    dataset: readDataset(raw.dataset),
    followed: readBoolean(raw.followed),
    pending: readBoolean(raw.pending),
    sort: readSort(raw.sort),
    hide: readList(raw.hide, isColumn),
  });
}

/** A sort in its two parts. */
export function partsOfSort(sort: EntitiesSort): { field: EntityOrderField; direction: OrderDirection } {
  const [field, direction] = sort.split('.');
  const known = keyOf(ORDER_FIELDS)(field ?? '');
  return { field: known ?? 'CANONICAL_KEY', direction: direction === 'DESC' ? 'DESC' : 'ASC' };
}

function readScore(raw: unknown): number | undefined {
  return typeof raw === 'number' && raw >= 0 && raw <= 100 ? raw : undefined;
}

function readBoolean(raw: unknown): boolean | undefined {
  return typeof raw === 'boolean' ? raw : undefined;
}

function readDataset(raw: unknown): string | undefined {
  const value = readText(raw);
  return value !== undefined && /^[^.]+(\..+)?$/.test(value) ? value : undefined;
}

function readSort(raw: unknown): EntitiesSort | undefined {
  if (typeof raw !== 'string') return undefined;
  const [name = '', direction, ...rest] = raw.split('.');
  const field = keyOf(ORDER_FIELDS)(name);
  if (field === undefined || rest.length > 0) return undefined;
  return direction === 'ASC' || direction === 'DESC' ? `${field}.${direction}` : undefined;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function withoutUndefined<T extends object>(values: T): Defined<T> {
  const result: Defined<T> = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) Object.assign(result, { [key]: value });
  }
  return result;
}
