import { isIP } from 'node:net';

import ipaddr from 'ipaddr.js';

/** Addresses outside of all private ranges that lead to a cloud's own services all the same. */
const CLOUD_SERVICES = new Set(['168.63.129.16']);
/** The addresses that are given out to the Internet; what is outside of it has old or special meanings. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address belongs to a machine on the Internet: not to this one, its network or its cloud, and to nobody by way
 * of an address that is packed into another. False for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  // Before anything else: ipaddr.js takes short forms such as 127.1, and reads ::8.8.8.8 as if it were ::ffff:8.8.8.8.
  if (isIP(text) === 0 || (text.includes(':') && text.includes('.') && !/^::ffff:[\d.]+$/i.test(text))) return false;
  // An IPv4 address in IPv6 clothes is judged as what it is. Other ways to pack one in (6to4, NAT64, Teredo) are ranges of their own.
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || CLOUD_SERVICES.has(address.toString())) return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}
