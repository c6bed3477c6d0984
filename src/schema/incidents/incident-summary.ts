import type { Durations, TierIncidents } from '../../domain/incidents/incident-summary.ts';
import { DAY_MS } from '../../domain/time-units.ts';
import { AppError } from '../../errors.ts';
import { TIERS } from '../../events/schemas/vocabulary.ts';
import { drizzleOn } from '../../store/database/drizzle.ts';
import { summarizeIncidents } from '../../store/incidents/summarize-incidents.ts';
import { builder } from '../kit/builder.ts';
import { TierEnum } from '../kit/enums.ts';
import { countsFor, listSize } from '../kit/lists/list-size.ts';

const DEFAULT_DAYS = 30;
const EARLIEST = new Date('1970-01-01T00:00:00.000Z');
/** Reads all incidents of the tenant, of which there are far fewer than entities. */
const SUMMARIZING = 200;

const IncidentDurations = builder.objectRef<Durations>('IncidentDurations').implement({
  description: 'How long something took.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'Of how many incidents; 0 or more.' }),
    medianSeconds: t.exposeFloat('medianSeconds', {
      nullable: true,
      description: 'Median in seconds; null if there are none.',
    }),
    meanSeconds: t.exposeFloat('meanSeconds', {
      nullable: true,
      description: 'Mean in seconds; null if there are none.',
    }),
  }),
});

const TierIncidentsRef = builder.objectRef<TierIncidents>('TierIncidentSummary').implement({
  description: 'How the incidents of a tier stand, and how soon they were taken care of.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entities when the incidents were opened.' }),
    openCount: t.exposeInt('openCount', { description: 'How many are not resolved now, whenever they were opened.' }),
    openRootCount: t.exposeInt('openRootCount', { description: 'How many of these belong to no other one.' }),
    openedCount: t.exposeInt('openedCount', { description: 'How many were opened in the period.' }),
    timeToAcknowledge: t.expose('acknowledged', {
      type: IncidentDurations,
      description: 'From the opening to the first acknowledgement, of those that were acknowledged in the period.',
    }),
    timeToResolve: t.expose('resolved', {
      type: IncidentDurations,
      description:
        'From the opening to the resolution, of those that were resolved in the period, by people or by the server.',
    }),
  }),
});

builder.queryField('incidentSummary', (t) =>
  t.field({
    type: [TierIncidentsRef],
    extensions: { ...listSize(TIERS.length), ...countsFor(SUMMARIZING) },
    description: `How the incidents of each tier stand, the most important tier first, also those without incidents. It counts for ${SUMMARIZING} fields.`,
    args: {
      from: t.arg({
        type: 'DateTime',
        description: `Start of the period, itself included; not before 1970. Default: ${DEFAULT_DAYS} days before its end.`,
      }),
      to: t.arg({ type: 'DateTime', description: 'End of the period, itself not included. Default: now.' }),
    },
    resolve(_, args, { database, viewer, clock }) {
      const to = args.to ?? clock();
      const from = args.from ?? new Date(to.getTime() - DEFAULT_DAYS * DAY_MS);
      if (from < EARLIEST) throw new AppError('BAD_USER_INPUT', `from must not be before ${EARLIEST.toISOString()}.`);
      if (from > to) throw new AppError('BAD_USER_INPUT', 'from must not be later than to.');
      return summarizeIncidents(drizzleOn(database), viewer.tenantId, { from, to });
    },
  }),
);
