import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** Addresses outside of all private ranges that lead to a cloud's own services all the same. */
const CLOUD_SERVICES = new Set(['168.63.129.16']);
/** The addresses that are assigned to the Internet; those outside have old or special meanings. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address belongs to a machine on the Internet: not to this machine, its network or its cloud, and not to
 * one of these through an embedded address. False for a text that is not an address.
 */
export function isPublicAddress(text: string): boolean {
  // Before anything else: ipaddr.js accepts short forms such as 127.1, and reads ::8.8.8.8 as if it were
  // ::ffff:8.8.8.8.
  if (isIP(text) === 0 || (text.includes(':') && text.includes('.') && !/^::ffff:[\d.]+$/i.test(text))) return false;
  // An IPv4-mapped IPv6 address is checked as the IPv4 address. Other embeddings (6to4, NAT64, Teredo) are ranges of
  // their own.
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || CLOUD_SERVICES.has(address.toString())) return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}
