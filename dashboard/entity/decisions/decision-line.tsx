import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleSlash } from 'lucide-react';

import { LOOKS } from '../../links/link-looks.ts';
import { TraceLink } from '../../links/trace-link.tsx';
import { text } from '../../text/text.ts';
import { Badge } from '../../ui/badges.tsx';
import { GradeAndScore } from '../../ui/figures/grade-and-score.tsx';
import { Time } from '../../ui/time.tsx';
import { ENTITY_ROUTE } from '../use-search.ts';
import type { DecisionLineFragment } from './decisions.generated.ts';

const RULES: Readonly<Record<string, string>> = text.entity.decisions.rules;

/** One decision: what it was, why, which event led to it, and which profile it led to. */
export function DecisionLine({ decision }: { decision: DecisionLineFragment }) {
  const words = text.entity.decisions;
  const { decidedAt, rule, explanation, joined, profiled, profile, event } = decision;
  const Icon = profiled ? CircleCheck : CircleSlash;
  return (
    <li className="flex items-start gap-2.5 border-t border-line px-4 py-2">
      <Icon aria-hidden size={16} className={`mt-0.5 shrink-0 ${profiled ? 'text-good' : 'text-muted'}`} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium">{profiled ? words.profiled : words.skipped}</span>
          <Badge tone={profiled ? 'good' : 'neutral'} title={rule}>
            {RULES[rule] ?? rule}
          </Badge>
          <span className="text-xs text-muted">
            <Time at={decidedAt} />
          </span>
        </p>
        <p className="[overflow-wrap:anywhere]">
          {explanation} {joined && <span className="text-muted">{words.joined}.</span>}
        </p>
        <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-muted">
          <span>
            {words.event}: <TraceLink correlationId={event.correlationId}>{text.eventTypes[event.type]}</TraceLink> (
            {text.sources[event.source]})
          </span>
          {profiled && (
            <span className="inline-flex items-center gap-1.5">
              {words.profile}:{' '}
              {profile ? (
                <Link
                  from={ENTITY_ROUTE}
                  to="."
                  search={{ tab: 'quality', profile: profile.id }}
                  className={LOOKS.words}
                >
                  <GradeAndScore {...profile} />
                </Link>
              ) : (
                words.pendingProfile
              )}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
