import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';

import { LOOKS } from '../../links/link-looks.ts';
import { formatScore } from '../../text/format.ts';
import { text } from '../../text/text.ts';
import { GRADE_TONES, TONES } from '../../ui/badges.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useNow } from '../../ui/time.tsx';
import type { EntityHeadFragment } from '../entity-page.generated.ts';
import { useRuleNames } from '../rules/rule-names.ts';
import { ENTITY_ROUTE } from '../use-search.ts';
import { explainScore } from './explain-score.ts';
import { LatestProfileDocument } from './latest-profile.generated.ts';
import { stateSentences } from './state-sentences.ts';

/** Whether its data is good, why, and how much to trust that. */
export function Verdict({ entity }: { entity: EntityHeadFragment }) {
  const { entityType, canonicalKey, latestProfile, profileState } = entity;
  const words = text.entity.verdict;
  const [{ data }] = useQuery({ query: LatestProfileDocument, variables: { entityType, canonicalKey } });
  const ruleNames = useRuleNames();
  const now = useNow();
  const profile = data?.entity?.latestProfile;
  const sentences = stateSentences(entity, now);
  if (!latestProfile) {
    return (
      <section
        aria-label={words.label}
        className="flex items-center gap-3 rounded-lg border border-line bg-surface p-3 sm:gap-4 sm:p-4"
      >
        <Grade tone="neutral" grade="–" score={words.none} />
        <p className={classNames('min-w-0 [overflow-wrap:anywhere]', profileState === 'FAILING' && 'text-bad')}>
          {sentences.join(' ')}
        </p>
      </section>
    );
  }
  const { qualityGrade, qualityScore } = latestProfile;
  const reasons = profile ? explainScore(profile, ruleNames) : undefined;
  return (
    <section
      aria-label={words.label}
      className="flex items-start gap-3 rounded-lg border border-line bg-surface p-3 sm:gap-4 sm:p-4"
    >
      <Grade tone={GRADE_TONES[qualityGrade]} grade={qualityGrade} score={formatScore(qualityScore)} />
      <div className="min-w-0 flex-1">
        <p className="text-base font-semibold">
          {words.scored(words.grades[qualityGrade], formatScore(qualityScore), qualityGrade)}
        </p>
        {/* Until it has come, room for what most entities have to say. */}
        <ul className={reasons ? undefined : 'min-h-10'}>
          {reasons?.map((reason) => (
            <li key={reason} className="[overflow-wrap:anywhere]">
              {reason}
            </li>
          ))}
          {profile?.changeSince && profile.changeSince.scorePoints !== 0 && (
            <li className="[overflow-wrap:anywhere]">
              {profile.changeSince.summary}{' '}
              <Link from={ENTITY_ROUTE} to="." search={{ tab: 'quality' }} className={LOOKS.words}>
                {words.change}
              </Link>
            </li>
          )}
        </ul>
        <p className={classNames('mt-1', stateColour(profileState))}>{sentences.join(' ')}</p>
      </div>
    </section>
  );
}

function stateColour(state: EntityHeadFragment['profileState']): string {
  if (state === 'FAILING') return 'text-bad';
  return state === 'STALE' ? 'text-warn' : 'text-muted';
}

function Grade({ tone, grade, score }: { tone: keyof typeof TONES; grade: string; score: string }) {
  return (
    <div
      aria-hidden
      className={classNames(
        'flex size-12 shrink-0 flex-col items-center justify-center rounded-lg text-center sm:size-18',
        TONES[tone],
      )}
    >
      <span className="text-lg leading-5 font-bold sm:text-2xl sm:leading-7">{grade}</span>
      <span className="text-xs tabular-nums">{score}</span>
    </div>
  );
}
