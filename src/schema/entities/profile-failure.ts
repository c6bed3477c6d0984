import type { ProfileFailure } from '../../domain/profiling/profile-run.ts';
import { builder } from '../kit/builder.ts';

export const ProfileFailureRef = builder.objectRef<ProfileFailure>('ProfileFailure').implement({
  description: 'Why a profile failed for good.',
  fields: (t) => ({
    errorCode: t.exposeString('errorCode', {
      description: 'The cause, as in the event: for programs. UNKNOWN if it failed before causes were recorded.',
    }),
    errorMessage: t.exposeString('errorMessage', { description: 'The cause, for people.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it failed.' }),
  }),
});
