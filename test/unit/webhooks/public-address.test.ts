import { expect, test } from 'vitest';

import { isPublicAddress } from '../../../src/webhooks/public-address.ts';
import { refuseUrl } from '../../../src/webhooks/webhook-url.ts';

const RULES = { allowPrivate: false, isAllowedAddress: isPublicAddress };

test.each([
  ['unspecified', '0.0.0.0', '0.1.2.3', '::'],
  ['loopback', '127.0.0.1', '127.255.255.254', '::1'],
  ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd00:ec2::254'],
  ['link-local, with the metadata of clouds', '169.254.169.254', '169.254.0.1', 'fe80::1', 'fe80::1%eth0', 'febf::1'],
  ['behind a carrier', '100.64.0.1', '100.127.255.255', '100.100.100.200'],
  ['a cloud’s own', '168.63.129.16', '192.0.0.192'],
  ['multicast and broadcast', '224.0.0.1', '239.1.1.1', '255.255.255.255', 'ff02::1', 'ff0e::1'],
  [
    'reserved',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '240.0.0.1',
    '2001:db8::1',
    '3fff::1',
    '4000::1',
  ],
  ['IPv4 in IPv6: mapped', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::ffff:10.0.0.1'],
  ['IPv4 in IPv6: compatible', '::127.0.0.1', '::7f00:1', '::a00:1', '::8.8.8.8'],
  ['IPv4 in IPv6: translated', '::ffff:0:127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b:1::1'],
  ['IPv4 in IPv6: 6to4 and Teredo', '2002:7f00:1::', '2002:a9fe:a9fe::1', '2002:808:808::1', '2001:0:a00:1::1'],
  ['IPv4 in IPv6: ISATAP in a private net', 'fe80::5efe:10.0.0.1'],
  ['site-local, discard', 'fec0::1', '100::1'],
  ['nothing', '', 'hooks.example', '127.1', '1.2.3', '1.2.3.4.5', '::g', '0x7f.0.0.1', '0177.0.0.1', '2130706433'],
])('%s: not public', (_, ...addresses) => {
  for (const address of addresses) expect(isPublicAddress(address), address).toBe(false);
});

test.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

const NOT_PUBLIC = 'must not use an address that is not public';
const NO_HOST = 'must have a host name on the public Internet';
const NO_HTTPS = 'must start with https://';
test.each([
  ...[
    'https://127.0.0.1/',
    'https://127.1/',
    'https://127.0.0.1./',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://017700000001/',
    'https://0177.0.0.1/',
    'https://0/',
    'https://0x0/',
    'https://①②⑦.⓪.⓪.①/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://2852039166/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:169.254.169.254]:8443/',
    'https://[::127.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[64:ff9b::a9fe:a9fe]/',
    'https://[fd00:ec2::254]/',
    'https://10.0.0.1:8443/',
  ].map((url) => [url, NOT_PUBLIC]),
  ...[
    'https://localhost/',
    'https://LOCALHOST/',
    'https://localhost./',
    'https://api.localhost/',
    'https://redis/',
    'https://metadata.google.internal/',
    'https://printer.local./',
    'https://ｌｏｃａｌｈｏｓｔ/',
  ].map((url) => [url, NO_HOST]),
  ...[
    'http://hooks.example/',
    'ftp://hooks.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'HTTP://hooks.example/',
  ].map((url) => [url, NO_HTTPS]),
  ...[
    '',
    ' ',
    'hooks.example',
    '//hooks.example/',
    'https://',
    'https://a b/',
    'https://[::1',
    'https://[fe80::1%25eth0]/',
  ].map((url) => [url, 'is not a URL']),
  ['https://user:secret@hooks.example/', 'must not contain a user name or password'],
  ['https://user@hooks.example/', 'must not contain a user name or password'],
  ['https://hooks.example@127.0.0.1/', 'must not contain a user name or password'],
  ['https://hooks.example/#x', 'must not have a fragment'],
  ['https://hooks.example:22/', 'must have port 443 or a port from 1024'],
  ['https://hooks.example:0/', 'must have port 443 or a port from 1024'],
  [`https://hooks.example/${'x'.repeat(2_000)}`, 'must have at most 2000 characters'],
])('%s is refused', (url, reason) => {
  expect(refuseUrl(url, RULES)).toBe(reason);
});

test.each([
  'https://hooks.example/',
  'https://hooks.example',
  'https://hooks.example:8443/events?key=1',
  'https://8.8.8.8/',
  'https://[2606:4700:4700::1111]/',
  'https://bücher.example/',
])('%s is taken', (url) => {
  expect(refuseUrl(url, RULES)).toBeUndefined();
});

test('a server for trials takes http and private addresses, and refuses what is no web address all the same', () => {
  const trial = { allowPrivate: true, isAllowedAddress: () => true };
  for (const url of ['http://localhost:8080/', 'http://127.0.0.1:80/', 'https://redis:22/']) {
    expect(refuseUrl(url, trial), url).toBeUndefined();
  }
  expect(refuseUrl('ftp://hooks.example/', trial)).toBe(NO_HTTPS);
  expect(refuseUrl('http://user@localhost/', trial)).toBe('must not contain a user name or password');
});
