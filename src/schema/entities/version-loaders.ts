import DataLoader from 'dataloader';

import type { EntityVersion } from '../../domain/entities/entity-version.ts';
import { findApprovalIds, findDiffs, type VersionKey } from '../../store/entities/entity-versions.ts';
import { inOrder, type LoaderScope } from '../kit/loading.ts';

export type VersionDiffLoader = DataLoader<VersionKey, Pick<EntityVersion, 'diff'> | undefined, string>;
export type VersionApprovalLoader = DataLoader<VersionKey, Pick<EntityVersion, 'approvalId'> | undefined, string>;

const versionKeyOf = ({ entityId, version }: VersionKey) => `${entityId}:${version}`;

/** What a version changed. */
export function createVersionDiffLoader({ db, tenantId }: LoaderScope): VersionDiffLoader {
  return new DataLoader(
    async (keys) => inOrder(keys.map(versionKeyOf), await findDiffs(db, tenantId, keys), versionKeyOf),
    { cacheKeyFn: versionKeyOf },
  );
}

/** The id of the request that led to a version. */
export function createVersionApprovalLoader({ db, tenantId }: LoaderScope): VersionApprovalLoader {
  return new DataLoader(
    async (keys) => inOrder(keys.map(versionKeyOf), await findApprovalIds(db, tenantId, keys), versionKeyOf),
    { cacheKeyFn: versionKeyOf },
  );
}
