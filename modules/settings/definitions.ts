import { z } from 'zod'
import { defineSetting, type SettingDefinition } from './registry.ts'

const yesOrNo = z.boolean()
const oneLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(/^[^\r\n]*$/, 'One line only.')

/** Rows of a page unless the reader asks for another number. */
export const pageSize = defineSetting({
  name: 'display.page-size',
  type: z.int().min(5).max(500),
  default: 20,
  label: 'Rows per page',
  help: 'How many rows a list shows at first.',
  group: 'display',
})

/** The name that pages, mails and license comments show for the producer. */
export const producerName = defineSetting({
  name: 'branding.producer-name',
  type: oneLine(100),
  default: '',
  label: 'Producer name',
  help: 'Shown on pages and in mails. Empty: the name of the home account.',
  group: 'branding',
})

/** Text beside the logo's place, in both portals. */
export const logoText = defineSetting({
  name: 'branding.logo-text',
  type: oneLine(40),
  default: '',
  label: 'Logo text',
  help: 'Stands at the top of every page. Empty: the producer name.',
  group: 'branding',
})

/** Accent colour of the portals, `#rrggbb`. Contrast is computed from it, so any colour stays readable. */
export const accentColour = defineSetting({
  name: 'branding.accent-colour',
  type: z.string().regex(/^#[0-9a-f]{6}$/i, 'A colour reads #rrggbb.'),
  default: '#2f5bd7',
  label: 'Accent colour',
  help: 'Buttons and links, as #rrggbb.',
  group: 'branding',
})

/** Wrong passwords within the window after which a user is locked. [LOG-10] */
export const failuresMax = defineSetting({
  name: 'sign-in.failures-max',
  type: z.int().min(3).max(100),
  default: 10,
  label: 'Wrong passwords before the lock',
  help: 'So many wrong passwords within the window lock the user.',
  group: 'sign-in',
})

/** Length of the window in which wrong passwords are counted, in minutes. */
export const failureWindowMinutes = defineSetting({
  name: 'sign-in.failure-window-minutes',
  type: z.int().min(1).max(1440),
  default: 15,
  label: 'Window for wrong passwords (minutes)',
  help: 'The count of wrong passwords starts again after so many minutes.',
  group: 'sign-in',
})

/** Whether the lock deactivates the user until an administrator acts, or only lasts for the window. */
export const lockDeactivates = defineSetting({
  name: 'sign-in.lock-deactivates',
  type: yesOrNo,
  default: true,
  label: 'A locked user is deactivated',
  help: 'On: only an administrator lets the user in again. Off: the lock ends with the window. Never applies to shared users.',
  group: 'sign-in',
})

/** Time without a request after which a session ends, in minutes. Applies to sessions begun afterwards. */
export const sessionIdleMinutes = defineSetting({
  name: 'sign-in.session-idle-minutes',
  type: z.int().min(5).max(43_200),
  default: 480,
  label: 'Session ends when idle for (minutes)',
  help: 'Applies to sessions that begin after the change.',
  group: 'sign-in',
})

/** Longest life of a session, in hours. Applies to sessions begun afterwards. */
export const sessionMaxHours = defineSetting({
  name: 'sign-in.session-max-hours',
  type: z.int().min(1).max(8760),
  default: 168,
  label: 'Session ends at the latest after (hours)',
  help: 'However busy it is. Applies to sessions that begin after the change.',
  group: 'sign-in',
})

/** Fewest characters of a password. */
export const passwordLengthMin = defineSetting({
  name: 'passwords.length-min',
  type: z.int().min(4).max(64),
  default: 8,
  label: 'Shortest password',
  help: 'In characters.',
  group: 'passwords',
})

/** Whether a password needs an upper-case letter. */
export const passwordNeedsUpper = defineSetting({
  name: 'passwords.needs-upper-case',
  type: yesOrNo,
  default: false,
  label: 'Needs an upper-case letter',
  help: 'Length protects better than rules about signs.',
  group: 'passwords',
})

/** Whether a password needs a digit. */
export const passwordNeedsDigit = defineSetting({
  name: 'passwords.needs-digit',
  type: yesOrNo,
  default: false,
  label: 'Needs a digit',
  help: 'Length protects better than rules about signs.',
  group: 'passwords',
})

/** How long a mailed link or temporary password can be used, in minutes. */
export const passwordHelpMinutes = defineSetting({
  name: 'passwords.help-minutes',
  type: z.int().min(10).max(10_080),
  default: 240,
  label: 'Mailed link is good for (minutes)',
  help: 'Also the life of a temporary password.',
  group: 'passwords',
})

/** How long the link of a welcome mail can be used, in hours. */
export const welcomeLinkHours = defineSetting({
  name: 'passwords.welcome-link-hours',
  type: z.int().min(1).max(2160),
  default: 168,
  label: 'Welcome link is good for (hours)',
  help: 'People read their first mail later than one they are waiting for.',
  group: 'passwords',
})

/** Whether mails carry a temporary password instead of a one-time link. [LOG-06] */
export const temporaryPasswordByMail = defineSetting({
  name: 'passwords.temporary-by-mail',
  type: yesOrNo,
  default: false,
  label: 'Mail temporary passwords',
  help: 'Off: a link is mailed that works once. On: a password is mailed that must be changed at the first sign-in.',
  group: 'passwords',
})

/** Whether people choose a secret question and can help themselves with it. [LOG-06] [LOG-07] */
export const secretQuestion = defineSetting({
  name: 'passwords.secret-question',
  type: yesOrNo,
  default: false,
  label: 'Secret question',
  help: 'Asked for at the first sign-in; its answer opens the forgotten-password mail.',
  group: 'passwords',
})

/** Vendor name of license files unless a license model says another. */
export const vendorName = defineSetting({
  name: 'licenses.vendor-name',
  type: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,9}$/, 'A vendor name has up to 10 letters, digits, - or _.'),
  default: 'gearwrt',
  label: 'Vendor name',
  help: 'Stands on the VENDOR line and in front of vendor-defined host IDs. At most 10 characters.',
  group: 'licenses',
})

/** Port on the SERVER line; null leaves it to the license server. */
export const serverPort = defineSetting({
  name: 'licenses.server-port',
  type: z.int().min(1).max(65_535).nullable(),
  default: null,
  label: 'Port of the license server',
  help: 'Written on the SERVER line. Empty: the license server chooses its standard port.',
  group: 'licenses',
})

/** Comment at the head of each license file; several lines are several comment lines. */
export const headerComment = defineSetting({
  name: 'licenses.header-comment',
  type: z.string().max(2000),
  default: '',
  label: 'Comment at the head of license files',
  help: 'Each line becomes a comment line.',
  group: 'licenses',
})

/** Host ID types that portal users may choose; empty means all that the license model allows. */
export const portalHostTypes = defineSetting({
  name: 'hosts.portal-types',
  type: z.array(z.string().min(1).max(60)).max(60),
  default: [] as string[],
  label: 'Host ID types for portal users',
  help: 'Empty: every type that the license model allows. Producer users are not restricted.',
  group: 'hosts',
})

/** Whether routable address types refuse private and loopback addresses, and private types routable ones. */
export const checksAddressRange = defineSetting({
  name: 'hosts.checks-address-range',
  type: yesOrNo,
  default: true,
  label: 'Check that Internet addresses are in the range of their type',
  help: 'Off: a private address is accepted as a routable host ID and the reverse.',
  group: 'hosts',
})

/** Whether wildcards in addresses must stand where the first octet allows them. */
export const checksWildcardPosition = defineSetting({
  name: 'hosts.checks-wildcard-position',
  type: yesOrNo,
  default: true,
  label: 'Check where wildcards stand in Internet addresses',
  help: 'Up to 127: the last three octets; 128 to 191: the last two; from 192: the last one.',
  group: 'hosts',
})

/** Whether IPv6 addresses are offered as host IDs. */
export const allowsIpv6 = defineSetting({
  name: 'hosts.allows-ipv6',
  type: yesOrNo,
  default: false,
  label: 'Allow IPv6 addresses as host IDs',
  help: 'Only for applications that understand them.',
  group: 'hosts',
})

/** Whether entitlements and line items can be made obsolete, which is for good. */
export const allowsObsolete = defineSetting({
  name: 'licenses.allows-obsolete',
  type: yesOrNo,
  default: true,
  label: 'Allow obsolete',
  help: 'Entitlements and line items can be made obsolete. Off: they can only be made inactive.',
  group: 'licenses',
})

/** Whether line items that portal users transfer wait for the producer's approval. [ENT-06] */
export const transfersOnHold = defineSetting({
  name: 'licenses.transfers-on-hold',
  type: yesOrNo,
  default: true,
  label: 'Transferred items set to on hold',
  help: 'On: what customers transfer can be activated only when a transfer has been approved. Off: at once.',
  group: 'licenses',
})

/** Whether customers and partners are not offered to split line items; the producer still is. [ENT-04] */
export const hidesSplit = defineSetting({
  name: 'licenses.hides-split',
  type: yesOrNo,
  default: false,
  label: 'Hide split',
  help: 'On: only the producer splits line items; customers and partners neither see the button nor may do it.',
  group: 'licenses',
})

/** Hosts that an account may release by itself within a period; 0 lets nobody do it. [BEY-15] */
export const hostReleasesMax = defineSetting({
  name: 'hosts.releases-max',
  type: z.int().min(0).max(10_000),
  default: 1,
  label: 'Releases of hosts by customers',
  help: 'So many lost hosts may an account release by itself within the period. 0: only the producer releases hosts.',
  group: 'hosts',
})

/** Length of the rolling period in which releases of hosts are counted, in days. [BEY-15] */
export const hostReleaseDays = defineSetting({
  name: 'hosts.release-days',
  type: z.int().min(1).max(3650),
  default: 90,
  label: 'Period of releases (days)',
  help: 'A release counts for so many days from its own instant.',
  group: 'hosts',
})

/** Fewest days between two releases of one account; 0 for none. [BEY-15] */
export const hostReleaseCoolDownDays = defineSetting({
  name: 'hosts.release-cool-down-days',
  type: z.int().min(0).max(3650),
  default: 0,
  label: 'Days between two releases',
  help: 'After a release an account waits so long, even when the period allows more.',
  group: 'hosts',
})

/** Names that license models and people may use as `VENDOR-DEFINED` host ID types. */
export const vendorDefinedHostIds = defineSetting({
  name: 'hosts.vendor-defined-names',
  type: z.array(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,29}$/, 'Letters, digits and _.')).max(50),
  default: [] as string[],
  label: 'Vendor-defined host ID names',
  help: 'Names that the licensed programs recognise besides the general types.',
  group: 'hosts',
})

/** Whether portal users have the page of expiring entitlements, with requests and reminders. [ENT-09] */
export const showsExpiring = defineSetting({
  name: 'renewals.shows-expiring',
  type: yesOrNo,
  default: true,
  label: 'Expiring Entitlements page',
  help: 'Off: the end-user portal has neither the page nor its permission, and nobody gets reminders.',
  group: 'renewals',
})

/** Where requests to renew are mailed to; empty takes the sender address. [ENT-09] */
export const renewalAddress = defineSetting({
  name: 'renewals.request-address',
  type: z.union([z.literal(''), z.email().max(254)]),
  default: '',
  label: 'Address for renewal requests',
  help: 'Requests of customers are mailed to it, with a copy to who asked. Empty: the sender address of mails.',
  group: 'renewals',
})

/** Whether the daily job mails reminders to those who subscribed. [ENT-12] */
export const sendsReminders = defineSetting({
  name: 'renewals.sends-reminders',
  type: yesOrNo,
  default: true,
  label: 'Mail reminders every day',
  help: 'Only people who subscribed in their profile get them. Off: reminders go out only when somebody starts them.',
  group: 'renewals',
})

const days = (max: number) => z.int().min(1).max(max)

/** A reminder lists what ends within so many days. [ENT-12] */
export const renewalLookAhead = defineSetting({
  name: 'renewals.look-ahead-days',
  type: days(3650),
  default: 200,
  label: 'Look-ahead of reminders (days)',
  help: 'A reminder lists everything that ends within so many days.',
  group: 'renewals',
})

/** Only what ends within so many days makes a reminder go out. [ENT-12] */
export const expiringWindow = defineSetting({
  name: 'renewals.expiring-window-days',
  type: days(3650),
  default: 90,
  label: 'Expiring window (days)',
  help: 'A reminder goes out as soon as something ends within so many days.',
  group: 'renewals',
})

/** Fewest days between two reminders of what is expiring, to one person. [ENT-12] */
export const expiringMailDays = defineSetting({
  name: 'renewals.expiring-mail-days',
  type: days(365),
  default: 30,
  label: 'Days between mails about what is expiring',
  help: 'Nobody is reminded of what is expiring more often.',
  group: 'renewals',
})

/** Fewest days between two mails about what has expired, to one person. [ENT-12] */
export const expiredMailDays = defineSetting({
  name: 'renewals.expired-mail-days',
  type: days(365),
  default: 30,
  label: 'Days between mails about what has expired',
  help: 'Nobody is told of what has expired more often, and of each line item only once.',
  group: 'renewals',
})

/** Sender address of mails. */
export const mailFromAddress = defineSetting({
  name: 'mail.from-address',
  type: z.email().max(254),
  default: 'licenses@localhost.localdomain',
  label: 'Sender address',
  help: 'Mails are sent from this address, and answers go there.',
  group: 'mail',
})

/** Sender name of mails; empty takes the producer's name. */
export const mailFromName = defineSetting({
  name: 'mail.from-name',
  type: oneLine(100),
  default: '',
  label: 'Sender name',
  help: 'Empty: the producer name.',
  group: 'mail',
})

/** How generated web register keys look: each `*` is a random letter or digit, 40 bits of chance at least. */
export const webRegisterKeyFormat = defineSetting({
  name: 'licenses.web-register-key-format',
  type: z
    .string()
    .max(100)
    .regex(
      /^[A-Za-z0-9 _-]*(?:\*[A-Za-z0-9 _-]*){8,}$/,
      'At least eight * with letters, digits, - and _ between.',
    )
    .refine((text) => text === text.trim(), 'No blank at an end.'),
  default: '****-****-****-****',
  label: 'Web register keys',
  help: 'Form of generated keys: each * becomes a random letter or digit.',
  group: 'licenses',
})

/** The entitlement ID that a redeemed web register key gets; `{key}` is the key. */
export const redeemedEntitlementId = defineSetting({
  name: 'licenses.redeemed-entitlement-id',
  type: z
    .string()
    .max(60)
    .regex(/^[A-Za-z0-9 _-]*\{key\}[A-Za-z0-9 _-]*$/, 'Letters, digits, - and _ around {key}.'),
  default: '{key}ENT',
  label: 'Entitlement ID of a redeemed key',
  help: '{key} stands for the web register key.',
  group: 'licenses',
})

/** All settings, in the order of their page. */
export const settingDefinitions: readonly SettingDefinition[] = [
  pageSize,
  producerName,
  logoText,
  accentColour,
  failuresMax,
  failureWindowMinutes,
  lockDeactivates,
  sessionIdleMinutes,
  sessionMaxHours,
  passwordLengthMin,
  passwordNeedsUpper,
  passwordNeedsDigit,
  passwordHelpMinutes,
  welcomeLinkHours,
  temporaryPasswordByMail,
  secretQuestion,
  vendorName,
  serverPort,
  headerComment,
  allowsObsolete,
  webRegisterKeyFormat,
  redeemedEntitlementId,
  transfersOnHold,
  hidesSplit,
  portalHostTypes,
  checksAddressRange,
  checksWildcardPosition,
  allowsIpv6,
  hostReleasesMax,
  hostReleaseDays,
  hostReleaseCoolDownDays,
  vendorDefinedHostIds,
  showsExpiring,
  renewalAddress,
  sendsReminders,
  renewalLookAhead,
  expiringWindow,
  expiringMailDays,
  expiredMailDays,
  mailFromAddress,
  mailFromName,
] as readonly SettingDefinition[]
