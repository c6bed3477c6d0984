/**
 * Under what name a tab keeps the token that somebody has brought along, where the server does not say where tokens come
 * from. A tab that the tab opens has a copy.
 */
export const TOKEN_KEY = 'metadata-governance.token';
