import type { Role } from '../../domain/viewer.ts';

/** Which claims of a token say who acts. A name leads into objects at its dots, as in `realm_access.roles`. */
export interface ClaimMapping {
  actorClaim: string;
  tenant: { claim: string } | { fixed: string };
  rolesClaim: string;
  /** What each role of the issuer grants here. Undefined: roles are called as they are here. */
  roleMap: ReadonlyMap<string, readonly Role[]> | undefined;
  /**
   * Whether the issuer makes tokens for this server alone. Then an unknown role, no claim of roles, or a list where there
   * should be a text, is a mistake and the token is refused; otherwise a role that is not known here grants nothing.
   */
  isStrict: boolean;
}

/** The claims of a token that its issuer makes for this server. */
export const OWN_CLAIMS: ClaimMapping = {
  actorClaim: 'sub',
  tenant: { claim: 'tenant' },
  rolesClaim: 'roles',
  roleMap: undefined,
  isStrict: true,
};
