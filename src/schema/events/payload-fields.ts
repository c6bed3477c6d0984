import type { EventType, PayloadOf } from '../../events/schemas/catalogue.ts';
import { MAX_CHANGE_VALUE_LENGTH, type PayloadChange } from '../../events/schemas/entity-events.ts';
import { builder, type FieldBuilder } from '../kit/builder.ts';
import { ActorRef } from '../kit/common-types.ts';
import { ChangeKindEnum, EntityTypeEnum, QualityGradeEnum, TierEnum } from '../kit/enums.ts';
import { listSize } from '../kit/lists/list-size.ts';

/** Fields for payloads that have these members of T. */
type SharedFields<T extends EventType, K extends keyof PayloadOf<T>> = FieldBuilder<Pick<PayloadOf<T>, K>>;

/** Which KPI it is. */
export const kpiFields = (t: SharedFields<'kpi.changed', 'entityId' | 'canonicalKey' | 'tier'>) => ({
  entityId: t.exposeID('entityId', { description: 'Id of the entity.' }),
  canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
  tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entity.' }),
});

/** Which entity it is, of whatever type. */
export const entityFields = (
  t: SharedFields<'metadata.changed', 'entityType' | 'entityId' | 'canonicalKey' | 'tier'>,
) => ({
  ...kpiFields(t),
  entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity.' }),
});

const PayloadChangeRef = builder.objectRef<PayloadChange>('PayloadChange').implement({
  description: 'One changed field, as payloads and webhooks contain it.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field, such as name or kpi.formula.' }),
    before: t.exposeString('before', {
      nullable: true,
      description: `The value before the change, as JSON, cut after ${MAX_CHANGE_VALUE_LENGTH} characters; null if there was none.`,
    }),
    after: t.exposeString('after', {
      nullable: true,
      description: `The value after the change, as JSON, cut after ${MAX_CHANGE_VALUE_LENGTH} characters; null if there is none.`,
    }),
    truncated: t.exposeBoolean('truncated', {
      description: 'Whether a value was cut, so that it is no longer JSON; `changes` of the event has it complete.',
    }),
  }),
});

/** How an entity has changed. */
export const changeFields = (
  t: SharedFields<'metadata.changed', 'changeType' | 'changedFields' | 'changes' | 'version' | 'changedBy'>,
) => ({
  changeType: t.expose('changeType', {
    type: ChangeKindEnum,
    description: 'Whether the change creates, updates or deprecates the entity.',
  }),
  changedFields: t.exposeStringList('changedFields', { description: 'Names of the fields that changed.' }),
  changes: t.expose('changes', {
    type: [PayloadChangeRef],
    nullable: true,
    extensions: listSize(10),
    description:
      'The changed fields with their values before and after; null if the event was recorded before payloads contained them (version 1.0.0). `changes` of the event is never null.',
  }),
  version: t.exposeInt('version', { description: 'Version of the entity after the change.' }),
  changedBy: t.expose('changedBy', { type: ActorRef, description: 'Who requested the change.' }),
});

/** Which request it is, and what it requests. */
export const requestFields = (
  t: SharedFields<'approval.created', 'approvalId' | 'entityType' | 'canonicalKey' | 'tier' | 'changeType'>,
) => ({
  approvalId: t.exposeID('approvalId', { description: 'Id of the request.' }),
  entityType: t.expose('entityType', { type: EntityTypeEnum, description: 'Type of the entity.' }),
  canonicalKey: t.exposeString('canonicalKey', { description: 'Canonical key of the entity.' }),
  tier: t.expose('tier', { type: TierEnum, description: 'Tier of the entity.' }),
  changeType: t.expose('changeType', {
    type: ChangeKindEnum,
    description: 'Whether the change creates, updates or deprecates the entity.',
  }),
});

/** Who approved it, and by which request. */
export const approvedFields = (t: SharedFields<'kpi.approved', 'approvalId' | 'approvedBy' | 'approvedAt'>) => ({
  approvalId: t.exposeID('approvalId', { description: 'Id of the request.' }),
  approvedBy: t.expose('approvedBy', { type: ActorRef, description: 'Who approved it.' }),
  approvedAt: t.expose('approvedAt', { type: 'DateTime', description: 'When it was approved.' }),
});

/** How a profile was run. */
export const runFields = (t: SharedFields<'metadata.profile.failed', 'duration' | 'triggeredBy'>) => ({
  duration: t.exposeFloat('duration', { description: 'Duration in seconds.' }),
  triggeredBy: t.expose('triggeredBy', { type: ActorRef, description: 'Who caused it.' }),
});

/** What a profile says about quality. */
export const scoreFields = (
  t: SharedFields<'data.quality.degraded', 'qualityScore' | 'qualityGrade' | 'profileId'>,
) => ({
  qualityScore: t.exposeFloat('qualityScore', {
    description: 'Mean of completeness, uniqueness and validity, 0 to 100.',
  }),
  qualityGrade: t.expose('qualityGrade', { type: QualityGradeEnum, description: 'Grade of the score.' }),
  profileId: t.exposeID('profileId', { description: 'Id of the profile.' }),
});
