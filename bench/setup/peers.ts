import { join } from 'node:path';

/** The programs that we are compared with, and the packages that they need: a package of its own, not a workspace. */
export const PEERS_FOLDER = join(import.meta.dirname, '..', 'peers');
export const PEERS_LOCK_FILE = join(PEERS_FOLDER, 'package-lock.json');
