import {
  mdiBellOutline,
  mdiClipboardTextClockOutline,
  mdiCogOutline,
  mdiEmailAlertOutline,
  mdiEmailOutline,
  mdiFormTextbox,
  mdiKeyOutline,
  mdiProgressClock,
  mdiScaleBalance,
  mdiTrayArrowDown,
} from '@mdi/js'
import { page, type Area } from '@tallystick/kit/portal/area.ts'

const GROUP = 'Administer'

/** Imports, jobs, the audit log, mail, keys and settings. */
export const administerArea: Area = {
  name: 'administer',
  pages: [
    page('/imports', 'Imports', () => import('./imports/ImportsPage.tsx').then((file) => file.ImportsPage)),
    page('/imports/new', 'Import a file', () =>
      import('./imports/NewImportPage.tsx').then((file) => file.NewImportPage),
    ),
    page('/imports/$id', 'Import', () => import('./imports/ImportPage.tsx').then((file) => file.ImportPage)),
    page('/jobs', 'Jobs', () => import('./JobPages.tsx').then((file) => file.JobsPage)),
    page('/jobs/$id', 'Job', () => import('./JobPages.tsx').then((file) => file.JobPage)),
    page('/parked-events', 'Parked events', () =>
      import('./ParkedEventsPage.tsx').then((file) => file.ParkedEventsPage),
    ),
    page('/copies-audit', 'Books of copies', () =>
      import('./CopiesAuditPage.tsx').then((file) => file.CopiesAuditPage),
    ),
    page('/audit-log', 'Audit log', () => import('./audit/AuditPage.tsx').then((file) => file.AuditPage)),
    page('/mails', 'Sent mail', () => import('./MailPages.tsx').then((file) => file.MailsPage)),
    page('/mails/$id', 'Mail', () => import('./MailPages.tsx').then((file) => file.MailPage)),
    page('/reminders', 'Renewal reminders', () =>
      import('./RemindersPage.tsx').then((file) => file.RemindersPage),
    ),
    page('/signing-keys', 'Signing keys', () =>
      import('./SigningKeysPage.tsx').then((file) => file.SigningKeysPage),
    ),
    page('/custom-attributes', 'Custom attributes', () =>
      import('./CustomAttributePages.tsx').then((file) => file.CustomAttributesPage),
    ),
    page('/custom-attributes/new', 'New custom attribute', () =>
      import('./CustomAttributePages.tsx').then((file) => file.NewCustomAttributePage),
    ),
    page('/custom-attributes/$id', 'Custom attribute', () =>
      import('./CustomAttributePages.tsx').then((file) => file.CustomAttributePage),
    ),
    page('/custom-attributes/$id/edit', 'Edit custom attribute', () =>
      import('./CustomAttributePages.tsx').then((file) => file.EditCustomAttributePage),
    ),
    page('/settings', 'Settings', () =>
      import('./settings/SettingsPage.tsx').then((file) => file.SettingsPage),
    ),
  ],
  needs: {
    '/imports/new': ['imports.run'],
    '/custom-attributes/new': ['settings.manage'],
    '/custom-attributes/$id/edit': ['settings.manage'],
  },
  nav: [
    {
      group: GROUP,
      label: 'Import',
      to: '/imports',
      icon: mdiTrayArrowDown,
      permission: 'imports.run',
      words: 'upload csv json file',
    },
    {
      group: GROUP,
      label: 'Jobs',
      to: '/jobs',
      icon: mdiProgressClock,
      permission: 'jobs.view',
      words: 'long work progress',
    },
    {
      group: GROUP,
      label: 'Parked events',
      to: '/parked-events',
      icon: mdiEmailAlertOutline,
      permission: 'jobs.view',
      words: 'outbox failed reactions release',
    },
    {
      group: GROUP,
      label: 'Books of copies',
      to: '/copies-audit',
      icon: mdiScaleBalance,
      permission: 'copies.audit',
      words: 'audit counts differences licenses exact',
    },
    {
      group: GROUP,
      label: 'Audit log',
      to: '/audit-log',
      icon: mdiClipboardTextClockOutline,
      permission: 'audit.view',
      words: 'history who changed refused',
    },
    {
      group: GROUP,
      label: 'Sent mail',
      to: '/mails',
      icon: mdiEmailOutline,
      permission: 'mails.view',
      words: 'email outbox',
    },
    {
      group: GROUP,
      label: 'Renewal reminders',
      to: '/reminders',
      icon: mdiBellOutline,
      permission: 'reminders.send',
      words: 'expiring expired mail subscription',
    },
    {
      group: GROUP,
      label: 'Signing keys',
      to: '/signing-keys',
      icon: mdiKeyOutline,
      permission: 'signing-keys.view',
      words: 'public key trust verify rotate',
    },
    {
      group: GROUP,
      label: 'Custom attributes',
      to: '/custom-attributes',
      icon: mdiFormTextbox,
      permission: 'settings.view',
      words: 'own fields columns of records',
    },
    {
      group: GROUP,
      label: 'Settings',
      to: '/settings',
      icon: mdiCogOutline,
      permission: 'settings.view',
      words: 'options configuration',
    },
  ],
}
