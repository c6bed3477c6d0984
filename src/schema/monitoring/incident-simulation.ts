import { INCIDENT_CAUSES } from '../../domain/incidents/incident.ts';
import {
  type IncidentCounts,
  type IncidentDifference,
  type IncidentOutcome,
  MOST_EXAMPLES,
  type SimulatedIncident,
} from '../../domain/incidents/simulation/incident-outcome.ts';
import { SIMULATION_NOTE_KINDS, type SimulationNote } from '../../domain/incidents/simulation/simulation-notes.ts';
import { TIERS } from '../../events/schemas/vocabulary.ts';
import { MOST_EARLIER_REFRESHES } from '../../store/incidents/simulation/recorded-events.ts';
import type { IncidentAnswer } from '../../workflow/monitoring/simulate-incidents.ts';
import { IncidentCauseEnum } from '../incidents/incident-enums.ts';
import { builder, type FieldBuilder } from '../kit/builder.ts';
import { entityOf } from '../kit/entity-of.ts';
import { enumOf, SeverityEnum, TierEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';
import { propertiesRead } from '../kit/properties-read.ts';
import { GovernedEntityRef } from '../kit/refs.ts';

/** How many notes there usually are at most. */
const NOTES = SIMULATION_NOTE_KINDS.length;

const SimulationNoteKindEnum = enumOf(
  'SimulationNoteKind',
  SIMULATION_NOTE_KINDS,
  'What is not known of the period of a simulation.',
  {
    PROFILES_WITHOUT_FIGURES:
      'What profiles would have shown to which the policy would have led, and which were never made.',
    PROFILES_STILL_JUDGED:
      'Nothing is missing: profiles to which the policy would not have led were made, and are judged.',
    EVENTS_REMOVED: 'Failures and refreshes of which retention has removed the events from the log.',
    EARLIER_REFRESHES_LEFT_OUT: 'The refreshes before the newest ones before the period.',
  },
);

const SimulationNoteRef = builder.objectRef<SimulationNote>('SimulationNote').implement({
  description: 'Something that is not known of the period of a simulation, and therefore not in the result.',
  fields: (t) => ({
    kind: t.expose('kind', { type: SimulationNoteKindEnum, description: 'What it is about.' }),
    text: t.exposeString('text', { description: 'One or two sentences, with the figures.' }),
  }),
});

function countFields<T extends IncidentCounts>(t: FieldBuilder<T>) {
  return {
    opened: t.int({ description: 'Number of incidents that were opened.', resolve: ({ opened }) => opened }),
    seenAgain: t.int({
      description: 'How often one that was open was seen again, together, also of those from before the period.',
      resolve: ({ seenAgain }) => seenAgain,
    }),
    resolved: t.int({
      description:
        'Number of incidents that the server resolved, also from before the period. What people really resolved is not counted.',
      resolve: ({ resolved }) => resolved,
    }),
    open: t.int({
      description: 'Number of incidents that are open at the end, also from before the period.',
      resolve: ({ open }) => open,
    }),
  };
}

const CauseOutcomeRef = builder.objectRef<IncidentOutcome['byCause'][number]>('IncidentCauseOutcome').implement({
  description: 'The incidents of a policy of one cause.',
  fields: (t) => ({
    cause: t.expose('cause', { type: IncidentCauseEnum, description: 'The cause.' }),
    ...countFields(t),
  }),
});

const TierOutcomeRef = builder.objectRef<IncidentOutcome['byTier'][number]>('IncidentTierOutcome').implement({
  description: 'The incidents of a policy of one tier.',
  fields: (t) => ({
    tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entities when the incidents were opened.' }),
    ...countFields(t),
  }),
});

const OutcomeRef = builder.objectRef<IncidentOutcome>('IncidentOutcome').implement({
  description: 'The incidents of a policy in the period.',
  fields: (t) => ({
    ...countFields(t),
    byCause: t.expose('byCause', {
      type: [CauseOutcomeRef],
      extensions: listSize(INCIDENT_CAUSES.length),
      description: 'By cause, also those without incidents.',
    }),
    byTier: t.expose('byTier', {
      type: [TierOutcomeRef],
      extensions: listSize(TIERS.length),
      description: 'By tier, the most important first, also those without incidents.',
    }),
  }),
});

const SimulatedIncidentRef = builder.objectRef<SimulatedIncident>('SimulatedIncident').implement({
  description: 'An incident as a policy would have opened it. It is not stored.',
  fields: (t) => ({
    entity: t.field({
      type: GovernedEntityRef,
      description: 'The entity that had the trouble, as it is now.',
      resolve: ({ entityId }, _, context, info) => entityOf(entityId, context, propertiesRead(info)),
    }),
    tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entity then.' }),
    cause: t.expose('cause', { type: IncidentCauseEnum, description: 'What was wrong.' }),
    severity: t.expose('severity', { type: SeverityEnum, description: 'How serious it was.' }),
    summary: t.exposeString('summary', {
      description: 'One sentence with the figures. It contains no value from a row.',
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When it would have been opened.' }),
    resolvedAt: t.expose('resolvedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it would have been resolved; null: it would be open at the end of the period.',
    }),
  }),
});

const DifferenceRef = builder.objectRef<IncidentDifference>('IncidentDifference').implement({
  description:
    'Incidents that one policy opens and the other does not. If both have an incident of the same entity and cause open at some time, and one of them opens it earlier, it is the same incident.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many there are.' }),
    examples: t.expose('examples', {
      type: [SimulatedIncidentRef],
      extensions: listSize(MOST_EXAMPLES),
      description: `The gravest of them, and of equals those that were opened last; at most ${MOST_EXAMPLES}.`,
    }),
  }),
});

/** The field `incidents` of a simulation. */
export const IncidentSimulationRef = builder.objectRef<IncidentAnswer>('IncidentSimulation').implement({
  description: `The incidents that the profiles, failures and refreshes of a period open under two policies, judged by the conditions by which the server judges. All profiles that were made are judged, whether the policy would have led to them or not. What was open when the period began is open under both, and what people resolved and accepted they resolve and accept under both. Of refreshes before the period, the newest ${MOST_EARLIER_REFRESHES.toLocaleString('en')} are read.`,
  fields: (t) => ({
    recordedCount: t.exposeInt('recordedCount', {
      description:
        'Number of incidents that were really opened. If it differs from `inForce.opened`, another policy was in force during the period, or something happened that is not recorded.',
    }),
    inForce: t.expose('inForce', { type: OutcomeRef, description: 'Under the current policy.' }),
    simulated: t.expose('simulated', { type: OutcomeRef, description: 'Under the simulated policy.' }),
    added: t.expose('added', {
      type: DifferenceRef,
      description: 'What only the simulated policy opens.',
    }),
    noLongerOpened: t.expose('gone', {
      type: DifferenceRef,
      description: 'What only the current policy opens.',
    }),
    notes: t.expose('notes', {
      type: [SimulationNoteRef],
      extensions: listSize(NOTES),
      description: 'What is not known of the period, and therefore not in the result; at most one of each kind.',
    }),
  }),
});
