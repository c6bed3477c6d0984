import { and, asc, eq, inArray, sql } from 'drizzle-orm';

import type { Approval, ApprovalVote } from '../../domain/approvals/approval.ts';
import type { Db } from '../database/drizzle.ts';
import { rowsAsJson } from '../database/rows-as-json.ts';
import { approvalVote } from './tables.ts';

const { approvalId, round, actor, comment, votedAt } = approvalVote;
const VOTE_COLUMNS = { approvalId, round, actor, comment, votedAt };

/** The votes that count: those of the current round, oldest first. */
export async function findVotes(db: Db, { id, round }: Pick<Approval, 'id' | 'round'>): Promise<ApprovalVote[]> {
  return votesWhere(db, and(eq(approvalVote.approvalId, id), eq(approvalVote.round, round)));
}

/** The votes on these requests, in all rounds. */
export async function findVotesOf(db: Db, approvalIds: readonly string[]): Promise<ApprovalVote[]> {
  return votesWhere(db, inArray(approvalVote.approvalId, [...approvalIds]));
}

function votesWhere(db: Db, where: ReturnType<typeof and>) {
  return db.select(VOTE_COLUMNS).from(approvalVote).where(where).orderBy(asc(approvalVote.stepNumber));
}

export async function insertVote(db: Db, vote: ApprovalVote, stepNumber: number): Promise<void> {
  await insertVotes(db, [{ ...vote, stepNumber }]);
}

export async function insertVotes(db: Db, votes: readonly (ApprovalVote & { stepNumber: number })[]): Promise<void> {
  if (votes.length === 0) return;
  const rows = votes.map((vote) => ({ ...vote, actorId: vote.actor.actorId }));
  await db.execute(sql`INSERT INTO ${approvalVote} ${rowsAsJson(approvalVote, rows)}`);
}
