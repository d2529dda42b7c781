import type { MailTemplate } from '../model.ts'
import type { MailWords } from './template.ts'

/** The producer and who asked read the same. */
const REQUEST: MailWords = {
  subject: 'Renewal asked for by {{ name }}',
  paragraphs: [
    'Hello,',
    '{{ name }} ({{ email }}) would like to renew this with {{ producer }}:',
    '{{ lineItems }}',
    'Nothing has been ordered yet. {{ producer }} will get in touch about it.',
  ],
}

/** All mails in English. */
export const englishWords: Readonly<Record<MailTemplate, MailWords>> = {
  welcome: {
    subject: 'Your access to {{ producer }} licenses',
    paragraphs: [
      'Hello {{ name }},',
      '{{ producer }} has set up an access to its license portal for you. Your user name is {{ userName }}.',
      'Choose a password to begin:',
      { link: '{{ link }}', label: 'Choose your password' },
      'The link works once, until {{ until }}. After that, ask for a new one on the sign-in page.',
      'Sign in later at {{ portal }}',
    ],
  },
  'welcome-password': {
    subject: 'Your access to {{ producer }} licenses',
    paragraphs: [
      'Hello {{ name }},',
      '{{ producer }} has set up an access to its license portal for you. Your user name is {{ userName }}.',
      'Your temporary password is {{ password }}',
      'It works until {{ until }}, and you are asked for a new one when you sign in for the first time.',
      { link: '{{ portal }}', label: 'Sign in' },
    ],
  },
  'password-link': {
    subject: 'Choose a new password for {{ producer }}',
    paragraphs: [
      'Hello {{ name }},',
      'Somebody, most likely you, asked for a new password for the user name {{ userName }}.',
      { link: '{{ link }}', label: 'Choose a new password' },
      'The link works once, until {{ until }}.',
      'If it was not you, do nothing: your password stays as it is.',
    ],
  },
  'temporary-password': {
    subject: 'Your temporary password for {{ producer }}',
    paragraphs: [
      'Hello {{ name }},',
      'A new password was asked for the user name {{ userName }}.',
      'Your temporary password is {{ password }}',
      'It works until {{ until }}, and you are asked for a new one when you sign in.',
      { link: '{{ portal }}', label: 'Sign in' },
    ],
  },
  'user-locked': {
    subject: 'Your access to {{ producer }} licenses is closed',
    paragraphs: [
      'Hello {{ name }},',
      'A wrong password was given too often for the user name {{ userName }}, so the access was closed.',
      'Only an administrator can open it again. Your password stays as it is, and a new one would not help.',
      'If it was not you, tell your administrator: somebody may be trying to get in.',
      'You will be told by mail when you can sign in again at {{ portal }}',
    ],
  },
  'user-reactivated': {
    subject: 'Your access to {{ producer }} licenses is open again',
    paragraphs: [
      'Hello {{ name }},',
      'An administrator of {{ producer }} has opened your access again. Your user name is {{ userName }}.',
      'Your password has not changed. If you forgot it, ask for a new one on the sign-in page.',
      { link: '{{ portal }}', label: 'Sign in' },
    ],
  },
  'shared-user-reactivated': {
    subject: 'The shared access {{ userName }} to {{ producer }} licenses is open again',
    paragraphs: [
      'Hello {{ name }},',
      'The access of {{ sharedName }}, which several people share, was opened again. Its user name is {{ userName }}.',
      'Its password has not changed. Tell the people who use it.',
      { link: '{{ portal }}', label: 'Sign in' },
    ],
  },
  'license-activated': {
    subject: 'Your license file for {{ products }}',
    paragraphs: [
      'Hello,',
      'These products of {{ producer }} were activated for you:',
      '{{ licenses }}',
      'Your license file is attached ({{ files }}). Save it unchanged where the product looks for it.',
      'All your licenses are in the portal: {{ portal }}',
    ],
  },
  'license-emailed': {
    subject: 'Your license file for product {{ products }}',
    paragraphs: [
      'Hello,',
      '{{ message }}',
      'Your license file for product {{ products }} is attached ({{ files }}):',
      '{{ licenses }}',
      'Save the file unchanged where the product looks for it.',
      'All your licenses are in the portal: {{ portal }}',
    ],
  },
  'license-replaced': {
    subject: 'Your new license file for {{ products }}',
    paragraphs: [
      'Hello,',
      'Your license of {{ producer }} was changed:',
      '{{ licenses }}',
      'The new license file is attached ({{ files }}). Put it in the place of the old one, which is not valid any more.',
      'All your licenses are in the portal: {{ portal }}',
    ],
  },
  'license-beside': {
    subject: 'A temporary license file for {{ products }}',
    paragraphs: [
      'Hello,',
      '{{ producer }} has issued a license for you that is good for a short time:',
      '{{ licenses }}',
      'The license file is attached ({{ files }}). It stands beside the license that you have; keep both.',
      'All your licenses are in the portal: {{ portal }}',
    ],
  },
  'license-refused': {
    subject: 'There is no license file for {{ products }}',
    paragraphs: [
      'Hello,',
      '{{ producer }} has refused licenses that waited for their files: {{ reason }}',
      'These licenses have ended. Copies that are available again stand after the colon:',
      '{{ licenses }}',
      'All your licenses are in the portal: {{ portal }}',
    ],
  },
  'license-good-again': {
    subject: 'Your license for {{ products }} stays as it was',
    paragraphs: [
      'Hello,',
      'The change of your license was refused by {{ producer }}: {{ reason }}',
      'So the license from before is good again; go on using its file:',
      '{{ licenses }}',
      'All your licenses are in the portal: {{ portal }}',
    ],
  },
  'host-released': {
    subject: '{{ by }} released the host {{ host }}',
    paragraphs: [
      'Hello {{ name }},',
      '{{ by }} released the host {{ host }}. These licenses have ended on it (copies after the colon):',
      '{{ licenses }}',
      'What happened: {{ reason }}',
      'Whatever still runs there is not licensed any more. If this was a mistake, tell {{ producer }}.',
      { link: '{{ portal }}', label: 'Open the portal' },
    ],
  },
  'line-item-emailed': {
    subject: 'Your right to use {{ product }}',
    paragraphs: [
      'Hello,',
      '{{ message }}',
      'This belongs to the entitlement {{ entitlementId }} of {{ producer }}: {{ product }}.',
      'The activation ID is {{ activationId }}',
      '{{ facts }}',
      { link: '{{ portal }}', label: 'Activate it in the portal' },
    ],
  },
  'copies-split': {
    subject: 'Copies of {{ products }} went to {{ to }}',
    paragraphs: [
      'Hello,',
      '{{ copies }} copies of {{ products }} by {{ producer }} went from {{ from }} to {{ to }}.',
      'They can be activated now.',
      { link: '{{ portal }}', label: 'See it in the portal' },
    ],
  },
  'copies-transferred': {
    subject: '{{ products }} was transferred to {{ to }}',
    paragraphs: [
      'Hello,',
      '{{ copies }} copies of {{ products }} ' +
        'by {{ producer }} were transferred from {{ from }} to {{ to }}.',
      'They can be activated now.',
      { link: '{{ portal }}', label: 'See it in the portal' },
    ],
  },
  'transfer-requested': {
    subject: 'The transfer of {{ products }} waits for approval',
    paragraphs: [
      'Hello,',
      '{{ copies }} copies of {{ products }} are to go from {{ from }} to {{ to }}.',
      'They are on hold until {{ producer }} has approved the transfer. You will be told.',
      { link: '{{ portal }}', label: 'See it in the portal' },
    ],
  },
  'transfer-approved': {
    subject: 'The transfer of {{ products }} is approved',
    paragraphs: [
      'Hello,',
      '{{ producer }} has approved the transfer of {{ copies }} copies of {{ products }} ' +
        'from {{ from }} to {{ to }}.',
      'They can be activated now.',
      '{{ reason }}',
      { link: '{{ portal }}', label: 'See it in the portal' },
    ],
  },
  'transfer-rejected': {
    subject: 'The transfer of {{ products }} is rejected',
    paragraphs: [
      'Hello,',
      '{{ producer }} has rejected the transfer of {{ copies }} copies of {{ products }} to {{ to }}.',
      'They are back with {{ from }}.',
      '{{ reason }}',
      { link: '{{ portal }}', label: 'See it in the portal' },
    ],
  },
  'renewal-requested': REQUEST,
  'renewal-requested-copy': REQUEST,
  'renewal-reminder': {
    subject: 'What expires of your {{ producer }} licenses',
    paragraphs: [
      'Hello {{ name }},',
      'This ends within {{ lookAhead }} days:',
      '{{ expiring }}',
      'This has ended ({{ expiredCount }}):',
      '{{ expired }}',
      'There is more than is listed here; the attached file {{ file }} has all of it.',
      { link: '{{ page }}', label: 'See it in the portal, and ask for the renewal' },
      'You get this mail because you subscribed to it. You can end that in your profile: {{ profile }}',
    ],
  },
}
