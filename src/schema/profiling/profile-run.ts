import type { RecordedRun } from '../../domain/profiling/profile-run.ts';
import { builder } from '../kit/builder.ts';
import { ProfileRunStatusEnum } from '../kit/enums.ts';
import { ProfileRef } from '../kit/refs.ts';

export const ProfileRunRef = builder.objectRef<RecordedRun>('ProfileRun').implement({
  description:
    'One attempt to profile an entity, which waits, runs, or has ended. At most one of an entity waits or runs; what asks for a profile meanwhile joins it.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id, as in the log lines of the server.' }),
    status: t.expose('status', { type: ProfileRunStatusEnum, description: 'How far it has come.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun by a decision.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the measurement was last started; null if it has not been yet.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was completed or failed; null if it waits or runs.',
    }),
    errorCode: t.exposeString('errorCode', {
      nullable: true,
      description: 'Why it failed, for programs, such as TABLE_NOT_FOUND; null if it did not fail.',
    }),
    errorMessage: t.exposeString('errorMessage', {
      nullable: true,
      description: 'Why it failed, for people; null if it did not fail.',
    }),
    profile: t.field({
      type: ProfileRef,
      nullable: true,
      description: 'The profile that it has made; null if it has not made one.',
      resolve: async ({ id }, _, { loaders }) => (await loaders.profileOfRun.load(id)) ?? null,
    }),
  }),
});
