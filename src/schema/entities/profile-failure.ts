import type { ProfileFailure } from '../../domain/profiling/profile-run.ts';
import { builder } from '../kit/builder.ts';

export const ProfileFailureRef = builder
  .objectRef<ProfileFailure & { nextTryAt: Date | null }>('ProfileFailure')
  .implement({
    description: 'Why a profile failed for good, and for how long it has been failing in this way.',
    fields: (t) => ({
      errorCode: t.exposeString('errorCode', {
        description: 'The cause, as in the event: for programs. UNKNOWN if it failed before causes were recorded.',
      }),
      errorMessage: t.exposeString('errorMessage', { description: 'The cause, for people.' }),
      at: t.expose('at', { type: 'DateTime', description: 'When it last failed.' }),
      since: t.expose('since', {
        type: 'DateTime',
        description:
          'When it first failed with this code, without a success, another code or a change of the entity in between.',
      }),
      failures: t.exposeInt('failures', {
        description:
          'How often it has failed since then, 1 or more. metadata.profile.failed is emitted for the first one, and then at most once a day.',
      }),
      nextTryAt: t.expose('nextTryAt', {
        type: 'DateTime',
        nullable: true,
        description:
          'From when the scheduler tries again, at its next pass: when a profile is due, and not before a pause that grows from 1 h to 1 day with each failure; null if it is never due. A refresh, a request or a change may be profiled before.',
      }),
    }),
  });
