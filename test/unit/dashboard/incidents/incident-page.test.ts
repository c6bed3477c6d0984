import { describe, expect, it } from 'vitest';

import { explainIncidentRefusal } from '../../../../dashboard/incidents/page/explain-refusal.ts';
import { pointsAround } from '../../../../dashboard/incidents/page/points-around.ts';
import { snoozeUntil } from '../../../../dashboard/incidents/page/snooze-presets.ts';
import { repetitionText, type Step, stepText } from '../../../../dashboard/incidents/page/step-text.ts';
import { withRepetitions } from '../../../../dashboard/incidents/page/with-repetitions.ts';

const step: Step = { kind: 'OPENED', actor: null, assignee: null, snoozedUntil: null, resolution: null };

describe('a snooze', () => {
  it('lasts four hours, until nine o’clock of the next day, or a week', () => {
    const now = new Date(2026, 2, 31, 16, 30);
    expect(snoozeUntil('hours', now)).toEqual(new Date(2026, 2, 31, 20, 30));
    expect(snoozeUntil('tomorrow', now)).toEqual(new Date(2026, 3, 1, 9));
    expect(snoozeUntil('week', now)).toEqual(new Date(2026, 3, 7, 16, 30));
  });
});

describe('a step of the history', () => {
  it('says who did what', () => {
    expect(stepText(step)).toEqual({ who: 'The server', did: 'opened it' });
    const anna = { ...step, actor: { actorId: 'anna' } };
    expect(stepText({ ...anna, kind: 'ASSIGNED', assignee: 'bert' })).toEqual({
      who: 'anna',
      did: 'assigned it to bert',
    });
    expect(stepText({ ...anna, kind: 'ASSIGNED' }).did).toBe('assigned it to nobody');
    expect(stepText({ ...anna, kind: 'RESOLVED', resolution: 'FALSE_ALARM' }).did).toBe('resolved it: false alarm');
    expect(stepText({ ...step, kind: 'RESOLVED', resolution: 'AUTO' }).did).toBe('saw that the trouble is over');
  });

  it('is one entry for all repetitions, where the last of them was', () => {
    const at = (hour: number) => `2026-03-01T0${hour}:00:00.000Z`;
    const steps = [
      { ...step, at: at(1) },
      { ...step, kind: 'COMMENTED' as const, at: at(3) },
      { ...step, kind: 'RESOLVED' as const, at: at(6) },
    ];
    const seen = { occurrences: 41, lastSeenAt: at(5), firstAgainAt: at(2) };
    const repetitions = { kind: 'SEEN' as const, count: 40, firstAt: at(2), at: at(5) };
    expect(withRepetitions(steps, seen)).toEqual([...steps.slice(0, 2), repetitions, steps[2]]);
    expect(withRepetitions(steps, { ...seen, lastSeenAt: at(7) }).at(-1)).toMatchObject({ count: 40, at: at(7) });
    expect(withRepetitions(steps, { occurrences: 1, lastSeenAt: at(1), firstAgainAt: undefined })).toEqual(steps);
    expect(repetitionText(repetitions).did).toMatch(/^saw it again 40 times, first .*, last$/);
    expect(repetitionText({ ...repetitions, count: 1 }).did).toBe('saw it again');
  });
});

describe('what was refused', () => {
  it('is explained by what somebody else has done, by the issues, or as the server said it', () => {
    const message = 'It is resolved.';
    expect(explainIncidentRefusal({ message, currentIncident: { status: 'RESOLVED' } })).toMatch(/it is resolved now/);
    expect(explainIncidentRefusal({ message, issues: [{ message: 'too long' }] })).toBe('too long');
    expect(explainIncidentRefusal({ message })).toBe(message);
  });
});

describe('the profiles of the chart', () => {
  it('are some before the opening, and some after the end', () => {
    const points = Array.from({ length: 100 }, (_, index) => ({ atMs: index }));
    const shown = pointsAround(points, 50, 60);
    expect([shown[0]?.atMs, shown.at(-1)?.atMs]).toEqual([30, 70]);
    expect(pointsAround(points, 50, undefined).at(-1)?.atMs).toBe(99);
    expect(pointsAround(points, 1_000, undefined)).toHaveLength(20);
  });
});
