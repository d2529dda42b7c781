import type { AttributeKey } from '@tallystick/catalog/rules/model-attributes.ts'

const ASK_PRODUCER = 'Leave the proposal unless the producer told you otherwise.'

/** What an attribute means for the person who activates, in one plain sentence. */
export const ATTRIBUTE_HELP: Readonly<Partial<Record<AttributeKey, string>>> = {
  terminalServer: 'Whether the software may run in remote desktop sessions, and how many at once.',
  flexidSharing:
    'The license floats from a server while the dongle is plugged in there, and travels with it.',
  timeZone: 'Only machines in these time zones may use the license.',
  virtualization: 'Whether the software runs on physical or on virtual machines only.',
  borrowing: 'The longest time for which a copy may be taken away from the network.',
  userOrHostBased: 'Copies are tied to named users or machines, listed by your license administrator.',
  issuer: 'Who issues the license. Stands in the license text.',
  serialNumber: 'A number to recognize the license by. Stands in the license text.',
  vendorString: `A text for the software to read. ${ASK_PRODUCER}`,
  notice: 'A remark that stands in the license text.',
  useServer: 'The software always asks the license server, so that use is logged.',
  platforms: 'The software may run on these platforms only.',
  reinstall: 'This is a repeat on the same machine and uses no further copy.',
}

/** Platform codes in words; the code stands behind, because license files show it. */
export const PLATFORM_WORDS: Readonly<Record<string, string>> = {
  i86_n: 'Windows, 32 bit',
  x64_n: 'Windows, 64 bit',
  i86_l: 'Linux, 32 bit',
  x64_l: 'Linux, 64 bit',
  i86_lsb: 'Linux LSB, 32 bit',
  x64_lsb: 'Linux LSB, 64 bit',
  i86_mac: 'macOS, Intel 32 bit',
  x64_mac: 'macOS, Intel 64 bit',
  arm64_l: 'Linux, ARM 64 bit',
  arm64_mac: 'macOS, Apple silicon',
  amd64_s: 'Solaris, 64 bit',
}
