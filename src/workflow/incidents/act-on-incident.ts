import { type ActorIdCase, normalizeActorId } from '../../domain/actor-id.ts';
import { MAX_COMMENT_LENGTH } from '../../domain/approvals/approval.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Issue } from '../../domain/entities/entity-change.ts';
import type { Incident, IncidentStep } from '../../domain/incidents/incident.ts';
import {
  effectOfAction,
  type IncidentAction,
  type IncidentEffect,
  MAX_SNOOZE_DAYS,
  MAX_SNOOZE_MS,
  needsComment,
} from '../../domain/incidents/incident-action.ts';
import type { Viewer } from '../../domain/viewer.ts';
import { idSchema } from '../../events/schemas/vocabulary.ts';
import { lockIncident, updateIncident } from '../../store/incidents/find-incidents.ts';
import { findLastStep } from '../../store/incidents/incident-history.ts';
import { incidentNotificationJob } from '../../store/incidents/incident-notification-job.ts';
import { recordIncidentStep } from '../../store/incidents/incident-steps.ts';
import type { Transaction, UnitOfWork } from '../../store/unit-of-work.ts';
import { conflict, done, invalid, issuesOf, notFound, type Outcome } from '../outcome.ts';

export interface ActOnIncidentParts {
  unitOfWork: UnitOfWork;
  actorIdCase: ActorIdCase;
  clock: Clock;
}

/** `step`: the step that was recorded; null: the incident was already so. */
export type ActOnIncidentOutcome = Outcome<
  { incident: Incident; step: IncidentStep | null },
  'invalid' | 'not-found' | 'conflict'
>;

/**
 * Does what a person wants with an incident, and records the step. Safe to repeat: what is so already is not recorded
 * again, and neither is the comment with which the same person did the last step.
 */
export async function actOnIncident(
  { unitOfWork, actorIdCase, clock }: ActOnIncidentParts,
  { tenantId, actor }: Viewer,
  { incidentId, action: wanted, comment }: { incidentId: string; action: IncidentAction; comment: string | undefined },
): Promise<ActOnIncidentOutcome> {
  const action = withPlainAssignee(wanted, actorIdCase);
  const issues = [...issuesOfAction(action, clock()), ...issuesOfComment(action, comment)];
  if (issues.length > 0) return invalid(issues);
  const text = comment?.trim() ? comment : null;
  return unitOfWork.transaction<ActOnIncidentOutcome>(async (tx) => {
    const incident = await lockIncident(tx.db, tenantId, incidentId);
    if (!incident) return notFound('There is no such incident.');
    const now = clock();
    const effect = effectOfAction(incident, action, now);
    if (effect === 'resolved') return { ...conflict('The incident is resolved already.'), incident };
    const isComment = action.kind === 'COMMENTED' || (effect === undefined && text !== null);
    if (!effect && !isComment) return done({ incident, step: null });
    if (isComment) {
      const last = await findLastStep(tx.db, tenantId, incidentId);
      if (last && last.actor?.actorId === actor.actorId && last.text === text) return done({ incident, step: null });
    }
    const step = { tenantId, incidentId, kind: isComment ? 'COMMENTED' : action.kind, actor, text, at: now } as const;
    return done(await record(tx, incident, { ...step, details: effect?.details ?? null }, effect));
  });
}

async function record(
  tx: Transaction,
  incident: Incident,
  step: Omit<IncidentStep, 'number'>,
  effect: IncidentEffect | undefined,
): Promise<{ incident: Incident; step: IncidentStep }> {
  const number = await recordIncidentStep(tx, step);
  const changes = { ...effect?.changes, lastStep: number };
  await updateIncident(tx.db, incident, changes);
  const recorded = { ...step, number };
  if (TOLD.includes(step.kind)) tx.enqueue(incidentNotificationJob(recorded, incident.openedByOffset));
  return { incident: { ...incident, ...changes }, step: recorded };
}

/** What a person does of which others are told. */
const TOLD: readonly IncidentStep['kind'][] = ['ASSIGNED', 'RESOLVED'];

function withPlainAssignee(action: IncidentAction, actorIdCase: ActorIdCase): IncidentAction {
  if (action.kind !== 'ASSIGNED' || action.assignee === null) return action;
  return { ...action, assignee: normalizeActorId(action.assignee, actorIdCase) };
}

function issuesOfAction(action: IncidentAction, now: Date): Issue[] {
  switch (action.kind) {
    case 'ASSIGNED': {
      const { error } = idSchema.nullable().safeParse(action.assignee);
      return error ? issuesOf(error, ['assignee']) : [];
    }
    case 'SNOOZED': {
      const ms = action.until.getTime() - now.getTime();
      if (ms <= 0) return [{ path: ['until'], message: 'must be in the future' }];
      if (ms > MAX_SNOOZE_MS) return [{ path: ['until'], message: `must be at most ${MAX_SNOOZE_DAYS} days from now` }];
      return [];
    }
    default:
      return [];
  }
}

function issuesOfComment(action: IncidentAction, comment = ''): Issue[] {
  const isNeeded = action.kind === 'COMMENTED' || (action.kind === 'RESOLVED' && needsComment(action.resolution));
  if (isNeeded && comment.trim() === '') return [{ path: ['comment'], message: 'must not be empty' }];
  if (comment.length > MAX_COMMENT_LENGTH) {
    return [{ path: ['comment'], message: `must have at most ${MAX_COMMENT_LENGTH} characters` }];
  }
  return [];
}
