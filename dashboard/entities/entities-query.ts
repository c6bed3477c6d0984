import type { EntityFilter, EntityOrder } from './entities.generated.ts';
import { type EntitiesSearch, type EntitiesSort, partsOfSort, readEntitiesSearch } from './entities-search.ts';

/** What the server is asked for. */
export interface EntitiesQuery {
  filter: EntityFilter;
  orderBy?: EntityOrder;
}

/** The part of a search that is a condition. */
export type Condition = Exclude<keyof EntitiesSearch, 'sort' | 'hide'>;

const CONDITIONS: Readonly<Record<Condition, true>> = {
  search: true,
  entityTypes: true,
  tiers: true,
  profileStates: true,
  grades: true,
  owners: true,
  tags: true,
  standardPacks: true,
  statuses: true,
  maxScore: true,
  dataset: true,
  followed: true,
  pending: true,
};

export function toQuery(search: EntitiesSearch): EntitiesQuery {
  return { filter: toFilter(search), ...(search.sort !== undefined && { orderBy: partsOfSort(search.sort) }) };
}

/** @param without a condition that is left out, as for the number of entities with each of its values */
export function toFilter(search: EntitiesSearch, without?: Condition): EntityFilter {
  const given = without === undefined ? search : withPart(search, without, undefined);
  const [schema, table] = splitDataset(given.dataset);
  return {
    ...(given.search !== undefined && { search: given.search.trim() }),
    ...(given.entityTypes && { entityTypes: [...given.entityTypes] }),
    ...(given.tiers && { tiers: [...given.tiers] }),
    ...(given.profileStates && { profileStates: [...given.profileStates] }),
    ...(given.grades && { grades: [...given.grades] }),
    ...(given.owners && { owners: [...given.owners] }),
    ...(given.tags && { tags: [...given.tags] }),
    ...(given.standardPacks && { standardPackIds: [...given.standardPacks] }),
    ...(given.statuses && { statuses: [...given.statuses] }),
    ...(given.maxScore !== undefined && { maxQualityScore: given.maxScore }),
    ...(schema !== undefined && { dataset: { schema, ...(table !== undefined && { table }) } }),
    ...(given.followed !== undefined && { followed: given.followed }),
    ...(given.pending !== undefined && { hasPendingApproval: given.pending }),
  };
}

/** Whether a condition leaves anything out. */
export function hasCondition(search: EntitiesSearch): boolean {
  return Object.keys(search).some((key) => Object.hasOwn(CONDITIONS, key));
}

/** The same order and columns, of all entities. */
export function withoutConditions({ sort, hide }: EntitiesSearch): EntitiesSearch {
  return { ...(sort && { sort }), ...(hide && { hide }) };
}

/** The search with another value of one of its parts; undefined leaves it out. */
export function withPart<K extends keyof EntitiesSearch>(
  search: EntitiesSearch,
  part: K,
  value: EntitiesSearch[K] | undefined,
): EntitiesSearch {
  return readEntitiesSearch({ ...search, [part]: value });
}

/** What the next press on a heading asks for: its own direction, then the other, then no order of one's own. */
export function nextSort(current: EntitiesSort | undefined, first: EntitiesSort): EntitiesSort | undefined {
  const { field, direction } = partsOfSort(first);
  if (current === undefined || partsOfSort(current).field !== field) return first;
  return current === first ? `${field}.${direction === 'ASC' ? 'DESC' : 'ASC'}` : undefined;
}

function splitDataset(dataset: string | undefined): readonly [schema?: string, table?: string] {
  if (dataset === undefined) return [];
  const dot = dataset.indexOf('.');
  return dot < 0 ? [dataset] : [dataset.slice(0, dot), dataset.slice(dot + 1)];
}
