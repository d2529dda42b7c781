import type { RefusalTexts } from '@tallystick/kernel/errors/refusal.ts'

/** Sentences of everything that can be wrong with a host ID or a set of three, for screens and answers. */
export const hostIdRefusalTexts: RefusalTexts = {
  'host-id-type-unknown': text('There is no host ID type "{type}".', 'Choose a type from the list.'),
  'host-id-type-unclear': text(
    '"{value}" has the shape of no host ID type.',
    'Choose its type, or check its digits.',
  ),
  'host-id-not-for-server': text(
    '{type} cannot identify a license server.',
    'Choose another type for the server.',
  ),
  'host-id-not-for-node': text(
    '{type} can identify a license server only.',
    'Choose another type for this host.',
  ),
  'host-type-not-allowed': text(
    'Host IDs of the type {type} are not allowed here.',
    'Choose one of the types on offer.',
  ),
  'host-id-demo-counted': text(
    'DEMO is for uncounted licenses only.',
    'Enter the host ID of a real machine.',
  ),
  'host-id-empty': text('The {type} has no value.', 'Enter the value that identifies the machine.'),
  'host-id-character': text(
    'Character {position} of "{value}" cannot stand in a host ID.',
    'Remove blanks, quotation marks, backslashes and invisible characters.',
  ),
  'host-id-keyword': text(
    '"{value}" is not of the form {expected}.',
    'Write {expected}=value, or the value alone.',
  ),
  'host-id-prefix-base': text(
    '{prefix} cannot stand before {part}.',
    'After {prefix} use one of: {allowed}.',
  ),
  'host-id-too-long': text(
    'The value has {actual} characters, {maximum} are allowed.',
    'Check what was pasted.',
  ),
  'host-id-length': text('"{value}" has {actual} digits, not {expected}.', 'Enter all {expected} digits.'),
  'host-id-not-hexadecimal': text(
    '"{part}" in "{value}" is not a hexadecimal digit.',
    'Use 0 to 9 and A to F.',
  ),
  'host-id-long-decimal': text('"{value}" is not a 32-bit number.', 'Enter # and a number up to 4294967295.'),
  'host-id-tpm-groups': text(
    '"{value}" is not a TPM ID.',
    'Enter four groups of five letters or digits with hyphens.',
  ),
  'host-id-hostname': text(
    '"{part}" cannot be part of a host name.',
    'Use letters, digits, hyphens and points.',
  ),
  'host-id-octet-count': text('"{value}" has {octets} parts, not 4.', 'Enter an address such as 192.0.2.10.'),
  'host-id-octet': text(
    'Part {octet} of "{value}" is "{part}".',
    'Each part is 0 to 255 without leading zeros.',
  ),
  'host-id-wildcard-position': text(
    'Part {octet} of "{value}" cannot be a wildcard.',
    'Up to 127 in the first part: parts 2 to 4; up to 191: parts 3 and 4; from 192: part 4.',
  ),
  'host-id-wildcard-missing': text(
    '"{value}" has no wildcard.',
    'Put * for a part, or choose the type without wildcards.',
  ),
  'host-id-wildcard-not-allowed': text(
    '"{value}" cannot have a wildcard.',
    'Write it out, or choose a wildcard type.',
  ),
  'host-id-private-address': text(
    '"{value}" covers private addresses ({range}).',
    'Enter a public address, or choose the non-routable type.',
  ),
  'host-id-not-private-address': text(
    '"{value}" is not within 10/8, 172.16/12 or 192.168/16.',
    'Enter a private address, or choose the routable type.',
  ),
  'host-id-loopback-address': text(
    '"{value}" covers 127.0.0.1, every machine itself.',
    'Enter the address of one machine.',
  ),
  'host-id-ipv6': text('"{value}" is not an IPv6 address.', 'Enter an address such as 2001:db8::1.'),
  'host-id-dongle': text(
    '"{value}" is not the number of a FLEXid dongle.',
    'Enter it as printed, such as 9-1A2B3C4D.',
  ),
  'host-id-dongle-brand': text(
    'Only dongles of brand 9 or 10 can be used here.',
    'Enter a FLEXid that begins with 9- or 10-.',
  ),
  'host-id-serial-number': text(
    '"{value}" is not a serial number.',
    'Use digits, with single hyphens between them.',
  ),
  'host-id-uuid': text('"{value}" is not a UUID.', 'Enter 32 hexadecimal digits as 8-4-4-4-12.'),
  'host-id-cloud': text(
    '"{value}" is not an ID of the Amazon cloud.',
    'Enter {start} and 8 or 17 hexadecimal digits.',
  ),
  'host-id-vendor-name': text('"{part}" cannot name a vendor-defined host ID.', 'Enter it as NAME=value.'),
  'host-id-vendor-name-not-registered': text(
    'The producer has no vendor-defined host ID "{part}".',
    'Use a registered name ({allowed}), or ask the producer.',
  ),
  'host-id-repeated': text('{value} is already in line {firstLine}.', 'Remove one of the two.'),
  'host-id-list-too-long': text('The list has more than {maximum} host IDs.', 'Split it.'),
  'triad-size': text('{servers} servers were given.', 'Give one server, or exactly three redundant ones.'),
  'triad-type-not-allowed': text(
    '{type} cannot be one of three redundant servers.',
    'Choose another type for {value}.',
  ),
  'triad-host-repeated': text('{value} is in the set twice.', 'Give three different servers.'),
  'triad-prefix-mixed': text(
    'Server {server} ({value}) has another virtualization prefix than {prefix}.',
    'Use the same prefix for all three servers.',
  ),
}

function text(say: string, cure: string): RefusalTexts[string] {
  return { say, cure, status: 422 }
}
