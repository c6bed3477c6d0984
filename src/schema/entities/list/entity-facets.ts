import { drizzleOn } from '../../../store/database/drizzle.ts';
import type { EntityQuery } from '../../../store/entities/entity-condition.ts';
import {
  countFacet,
  type EntityFacet,
  type FacetCount,
  MAX_FACET_VALUES,
} from '../../../store/entities/entity-facets.ts';
import { builder } from '../../kit/builder.ts';
import type { SchemaContext } from '../../kit/context.ts';
import { countsFor, listSize, READS_ALL } from '../../kit/lists/list-size.ts';

const USUAL_VALUES = 20;

/** How many entities have each value, each facet counted once and only if it is selected. */
export interface EntityFacets {
  countsOf: (facet: EntityFacet) => Promise<FacetCount[]>;
}

export function facetsOf(query: EntityQuery, { database, viewer, policy, clock }: SchemaContext): EntityFacets {
  const counts = new Map<EntityFacet, Promise<FacetCount[]>>();

  async function count(facet: EntityFacet): Promise<FacetCount[]> {
    const moment = query.profileStates ?? { policy: await policy.thresholds(), now: clock() };
    return countFacet(drizzleOn(database), viewer.tenantId, query, facet, moment);
  }

  return {
    countsOf(facet) {
      const counted = counts.get(facet) ?? count(facet);
      counts.set(facet, counted);
      return counted;
    },
  };
}

/** Enums spell words in upper case. */
function nameOf(facet: EntityFacet, value: string | null): string | null {
  return facet === 'tiers' && value !== null ? value.toUpperCase() : value;
}

const FacetCountRef = builder.objectRef<FacetCount>('FacetCount').implement({
  description: 'How many entities have a value.',
  fields: (t) => ({
    value: t.exposeString('value', {
      nullable: true,
      description: 'The value, as a filter takes it; null: those without one.',
    }),
    count: t.exposeInt('count', { description: 'Number of entities; at least 1.' }),
  }),
});

export const EntityFacetsRef = builder.objectRef<EntityFacets>('EntityFacets').implement({
  description: `Of the entities that match a filter, how many have each value: the most frequent value first, at most ${MAX_FACET_VALUES} values, and last those without a value. Each facet that is selected reads all of these entities once, and counts for 2,000 fields.`,
  fields: (t) => {
    const facet = (name: EntityFacet, description: string) =>
      t.field({
        type: [FacetCountRef],
        extensions: { ...listSize(USUAL_VALUES), ...countsFor(READS_ALL) },
        description,
        resolve: async ({ countsOf }) =>
          (await countsOf(name)).map((one) => ({ ...one, value: nameOf(name, one.value) })),
      });
    return {
      owners: facet('owners', 'By owner: actor ids.'),
      tags: facet('tags', 'By active tag: canonical keys. An entity counts for each of its tags.'),
      tiers: facet('tiers', 'By tier: names of the enum Tier.'),
      grades: facet('grades', 'By grade of the latest profile: names of the enum QualityGrade.'),
      entityTypes: facet('entityTypes', 'By type: names of the enum EntityType.'),
      profileStates: facet('profileStates', 'By state of the profiles now: names of the enum ProfileState.'),
      statuses: facet(
        'statuses',
        'By status: names of the enum EntityStatus. Deprecated entities count only if the filter asks for them.',
      ),
      standardPacks: facet('standardPacks', 'By standard pack: ids.'),
    };
  },
});
