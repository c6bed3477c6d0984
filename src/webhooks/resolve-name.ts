import { Resolver } from 'node:dns/promises';

/** All addresses of a host name, of both families. Rejects if there are none, or the signal is aborted. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<string[]>;

const QUERY_TIMEOUT_MS = 2_000;
const TRIES = 2;

/**
 * Asks the name servers of the machine. `dns.lookup` would use the four threads that the whole process shares, which
 * one slow name server of a receiver could block; these queries have deadlines and can be cancelled.
 */
export function createResolveName(servers?: readonly string[]): ResolveName {
  return async (name, signal) => {
    // Name servers must not be trusted for it: RFC 6761.
    if (/^(.+\.)?localhost\.?$/.test(name)) return ['127.0.0.1', '::1'];
    const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: TRIES });
    if (servers) resolver.setServers(servers);
    const cancel = () => {
      resolver.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      const failure = answers.find((answer) => answer.status === 'rejected');
      if (addresses.length === 0 && failure) throw failure.reason;
      return addresses;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}
