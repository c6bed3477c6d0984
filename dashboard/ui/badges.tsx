import type { ReactNode } from 'react';

import type { ProfileState, QualityGrade, Tier } from '../gql/types.ts';
import { text } from '../text/text.ts';
import { classNames } from './class-names.ts';

export const TONES = {
  neutral: 'bg-hover text-ink',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  fair: 'bg-fair-soft text-fair',
  warn: 'bg-warn-soft text-warn',
  poor: 'bg-poor-soft text-poor',
  bad: 'bg-bad-soft text-bad',
} as const;
export type Tone = keyof typeof TONES;

export const GRADE_TONES: Readonly<Record<QualityGrade, Tone>> = {
  A: 'good',
  B: 'fair',
  C: 'warn',
  D: 'poor',
  F: 'bad',
};

const STATE_TONES: Readonly<Record<ProfileState, Tone>> = {
  FRESH: 'good',
  STALE: 'warn',
  NEVER: 'neutral',
  FAILING: 'bad',
  RUNNING: 'accent',
  NOT_MEASURED: 'neutral',
};

export interface BadgeProps {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}

export function Badge({ tone = 'neutral', title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex items-center rounded px-1.5 py-px text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

export function GradeBadge({ grade }: { grade: QualityGrade }) {
  return (
    <span
      className={classNames(
        'inline-flex size-5 items-center justify-center rounded text-xs font-bold',
        TONES[GRADE_TONES[grade]],
      )}
    >
      {grade}
    </span>
  );
}

export function StateBadge({ state }: { state: ProfileState }) {
  return <Badge tone={STATE_TONES[state]}>{text.profileStates[state]}</Badge>;
}

export function TierBadge({ tier }: { tier: Tier }) {
  return <Badge tone={tier === 'TIER1' ? 'accent' : 'neutral'}>{text.tiers[tier]}</Badge>;
}
