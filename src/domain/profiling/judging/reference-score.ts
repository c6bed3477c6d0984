import { deriveId } from '../../../events/schemas/create-event.ts';
import type { Dataset } from '../../entities/entity.ts';
import type { BoundRule } from '../business-rules/bound-rule.ts';
import { isDrop } from '../figures.ts';

/** What a profile has measured. Only profiles of the same line are compared with one another. */
export interface ProfileLine {
  /** The same for the same table, column and key columns. */
  bindingKey: string;
  /** The same for the same set of business rules that check the same. */
  rulesKey: string;
}

/** A profile, and its score. */
export interface ScoredProfile {
  profileId: string;
  score: number;
}

/** The last profile of an entity, as the next one needs it. */
export interface LastJudged extends ScoredProfile {
  /** Null: a version that knew of no lines has made it. */
  line: ProfileLine | null;
  /** With which the next profile is compared, besides this one; null: with this one alone. */
  reference: ScoredProfile | null;
}

export interface ScoreVerdict {
  /** The earlier profile from which the score has dropped; null: it has not, or there is nothing to compare with. */
  droppedFrom: ScoredProfile | null;
  /** The best profile of the line since its last drop, which the next one is compared with. */
  reference: ScoredProfile;
}

/** The line of a profile of this dataset under these active rules of its table. */
export function lineOf({ schema, table, column, keyColumns }: Dataset, rules: readonly BoundRule[]): ProfileLine {
  const checks = rules
    .filter((rule) => column === undefined || rule.column === column)
    .map((rule) => JSON.stringify([rule.entityId, rule.column, rule.check]))
    .sort();
  return {
    bindingKey: deriveId('binding', JSON.stringify([schema, table, column ?? null, keyColumns])),
    rulesKey: deriveId('rules', ...checks),
  };
}

/**
 * Whether a new profile is a drop, and what the next one is compared with. It is a drop if its score lies more than
 * `scoreDropPercent` below that of the last profile or, failing that, below the reference. A drop begins a new reference,
 * and so does another line, in which nothing is compared with what was before.
 */
export function judgeScore(
  last: LastJudged | null,
  current: ScoredProfile & { line: ProfileLine },
  scoreDropPercent: number,
): ScoreVerdict {
  const own: ScoredProfile = { profileId: current.profileId, score: current.score };
  if (!last || !isSameLine(last.line, current.line)) return { droppedFrom: null, reference: own };
  const previous: ScoredProfile = { profileId: last.profileId, score: last.score };
  const reference = last.reference ?? previous;
  const droppedFrom = [previous, reference].find(({ score }) => isDrop(score, own.score, scoreDropPercent));
  if (droppedFrom) return { droppedFrom, reference: own };
  // Of equals the latest, whose figures explain most.
  return { droppedFrom: null, reference: own.score >= reference.score ? own : reference };
}

/** What is not known to be another line is taken for the same, so that an upgrade hides no drop. */
function isSameLine(last: ProfileLine | null, current: ProfileLine): boolean {
  return !last || (last.bindingKey === current.bindingKey && last.rulesKey === current.rulesKey);
}
