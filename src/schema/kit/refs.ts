import type { Approval } from '../../domain/approvals/approval.ts';
import type { ChangeSet } from '../../domain/approvals/change-set.ts';
import type { Entity } from '../../domain/entities/entity.ts';
import type { Incident } from '../../domain/incidents/incident.ts';
import type { Profile, ProfileSummary } from '../../domain/profiling/profile.ts';
import type { ProfilingDecision } from '../../domain/profiling/profiling-decision.ts';
import { builder } from './builder.ts';

/** Types that refer to one another. Each is implemented in the file named for it. */
export const GovernedEntityRef = builder.interfaceRef<Entity>('GovernedEntity');
export const MetadataRef = builder.objectRef<Entity>('Metadata');
export const GlossaryTermRef = builder.objectRef<Entity>('GlossaryTerm');
export const BusinessRuleRef = builder.objectRef<Entity>('BusinessRule');
export const TagRef = builder.objectRef<Entity>('Tag');
export const LineageFieldRef = builder.objectRef<Entity>('LineageField');
export const ProfileRef = builder.objectRef<Profile | ProfileSummary>('Profile');
export const ProfilingDecisionRef = builder.objectRef<ProfilingDecision>('ProfilingDecision');
export const ApprovalRef = builder.objectRef<Approval>('Approval');
export const IncidentRef = builder.objectRef<Incident>('Incident');
export const ChangeSetRef = builder.objectRef<ChangeSet>('ChangeSet');
