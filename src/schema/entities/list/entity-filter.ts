import type { EntityQuery } from '../../../store/entities/entity-condition.ts';
import { builder } from '../../kit/builder.ts';
import type { SchemaContext } from '../../kit/context.ts';
import { EntityStatusEnum, EntityTypeEnum, ProfileStateEnum, QualityGradeEnum, TierEnum } from '../../kit/enums.ts';
import { filterList } from '../../kit/lists/filter-list.ts';

const DatasetFilterInput = builder.inputType('DatasetFilter', {
  description: 'Filters by the table that is measured.',
  fields: (t) => ({
    schema: t.string({ required: true, description: 'Its schema, exactly.' }),
    table: t.string({ description: 'Its name, exactly. Default: all tables of the schema.' }),
  }),
});

export const EntityFilterInput = builder.inputType('EntityFilter', {
  description:
    'Filters entities. All conditions must match; a condition that is left out matches every entity, except that deprecated ones are left out unless `statuses` asks for them. A condition with several values matches any of them. At most 1,000 values each.',
  fields: (t) => ({
    entityTypes: t.field({ type: [EntityTypeEnum], description: 'Of these types.' }),
    tiers: t.field({ type: [TierEnum], description: 'In these tiers.' }),
    statuses: t.field({ type: [EntityStatusEnum], description: 'With these statuses. Default: all but DEPRECATED.' }),
    maxQualityScore: t.float({ description: 'Whose latest profile has at most this score, 0 to 100.' }),
    search: t.string({
      description:
        'Words, separated by spaces, that are looked for in the canonical key, name, description and owner, in definitions and synonyms, in the tags on the entity and in its columns, ignoring case: every word must be found, as a whole or as a part, in any of them. At most 20 words are looked for.',
    }),
    owners: t.stringList({ description: 'Whose owner has one of these actor ids.' }),
    tags: t.stringList({ description: 'With one of these active tags, by canonical key.' }),
    standardPackIds: t.stringList({ description: 'Governed by one of these standard packs, by id.' }),
    grades: t.field({ type: [QualityGradeEnum], description: 'Whose latest profile has one of these grades.' }),
    profileStates: t.field({ type: [ProfileStateEnum], description: 'In one of these states now.' }),
    followed: t.boolean({ description: 'True: which the viewer follows. False: which the viewer does not follow.' }),
    hasPendingApproval: t.boolean({
      description: 'True: with a request that is waiting for a decision. False: without one.',
    }),
    dataset: t.field({ type: DatasetFilterInput, description: 'Bound to this table, or to a table of this schema.' }),
  }),
});

/** @throws AppError BAD_USER_INPUT */
export async function toEntityQuery(
  filter: typeof EntityFilterInput.$inferInput | null | undefined,
  { viewer, actorIdCase, policy, clock }: SchemaContext,
): Promise<EntityQuery> {
  const owners = filterList(filter?.owners);
  const states = filterList(filter?.profileStates);
  const dataset = filter?.dataset;
  return {
    entityTypes: filterList(filter?.entityTypes),
    tiers: filterList(filter?.tiers),
    statuses: filterList(filter?.statuses),
    maxQualityScore: filter?.maxQualityScore ?? undefined,
    search: filter?.search ?? undefined,
    owners: owners && { ids: owners, ignoreCase: actorIdCase === 'ignore' },
    tags: filterList(filter?.tags),
    standardPackIds: filterList(filter?.standardPackIds),
    grades: filterList(filter?.grades),
    profileStates: states && { states, policy: await policy.thresholds(), now: clock() },
    // The actor is read only if the answer depends on it: other executions are shared.
    followed: filter?.followed == null ? undefined : { actorId: viewer.actor.actorId, wanted: filter.followed },
    hasPendingApproval: filter?.hasPendingApproval ?? undefined,
    dataset: dataset ? { schema: dataset.schema, table: dataset.table ?? undefined } : undefined,
  };
}
