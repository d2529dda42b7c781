import type { MailTemplate } from '../model.ts'
import type { MailWords } from './template.ts'

/** The producer and who asked read the same. */
const REQUEST: MailWords = {
  subject: 'Verlängerung angefragt von {{ name }}',
  paragraphs: [
    'Guten Tag,',
    '{{ name }} ({{ email }}) möchte bei {{ producer }} verlängern:',
    '{{ lineItems }}',
    'Damit ist noch nichts bestellt. {{ producer }} meldet sich dazu.',
  ],
}

/** All mails in German. */
export const germanWords: Readonly<Record<MailTemplate, MailWords>> = {
  welcome: {
    subject: 'Ihr Zugang zu den Lizenzen von {{ producer }}',
    paragraphs: [
      'Guten Tag {{ name }},',
      '{{ producer }} hat für Sie einen Zugang zum Lizenzportal eingerichtet. ' +
        'Ihr Benutzername lautet {{ userName }}.',
      'Wählen Sie zuerst ein Passwort:',
      { link: '{{ link }}', label: 'Passwort wählen' },
      'Der Link gilt einmal, bis {{ until }}. Danach fordern Sie auf der Anmeldeseite einen neuen an.',
      'Später melden Sie sich hier an: {{ portal }}',
    ],
  },
  'welcome-password': {
    subject: 'Ihr Zugang zu den Lizenzen von {{ producer }}',
    paragraphs: [
      'Guten Tag {{ name }},',
      '{{ producer }} hat für Sie einen Zugang zum Lizenzportal eingerichtet. ' +
        'Ihr Benutzername lautet {{ userName }}.',
      'Ihr vorläufiges Passwort lautet {{ password }}',
      'Es gilt bis {{ until }}. Bei der ersten Anmeldung wählen Sie ein neues.',
      { link: '{{ portal }}', label: 'Anmelden' },
    ],
  },
  'password-link': {
    subject: 'Neues Passwort für {{ producer }} wählen',
    paragraphs: [
      'Guten Tag {{ name }},',
      'jemand, vermutlich Sie, hat ein neues Passwort für den Benutzernamen {{ userName }} angefordert.',
      { link: '{{ link }}', label: 'Neues Passwort wählen' },
      'Der Link gilt einmal, bis {{ until }}.',
      'Waren Sie es nicht, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.',
    ],
  },
  'temporary-password': {
    subject: 'Ihr vorläufiges Passwort für {{ producer }}',
    paragraphs: [
      'Guten Tag {{ name }},',
      'für den Benutzernamen {{ userName }} wurde ein neues Passwort angefordert.',
      'Ihr vorläufiges Passwort lautet {{ password }}',
      'Es gilt bis {{ until }}. Bei der Anmeldung wählen Sie ein neues.',
      { link: '{{ portal }}', label: 'Anmelden' },
    ],
  },
  'user-locked': {
    subject: 'Ihr Zugang zu den Lizenzen von {{ producer }} ist gesperrt',
    paragraphs: [
      'Guten Tag {{ name }},',
      'für den Benutzernamen {{ userName }} wurde zu oft ein falsches Passwort eingegeben. ' +
        'Deshalb wurde der Zugang gesperrt.',
      'Nur ein Administrator kann ihn wieder öffnen. Ihr Passwort bleibt dasselbe, und ein neues würde nicht helfen.',
      'Waren Sie es nicht, sagen Sie es Ihrem Administrator: Vielleicht versucht jemand, sich Zugang zu verschaffen.',
      'Sobald Sie sich wieder anmelden können, erfahren Sie es per Mail. Die Adresse bleibt {{ portal }}',
    ],
  },
  'user-reactivated': {
    subject: 'Ihr Zugang zu den Lizenzen von {{ producer }} ist wieder offen',
    paragraphs: [
      'Guten Tag {{ name }},',
      'ein Administrator von {{ producer }} hat Ihren Zugang wieder geöffnet. Ihr Benutzername lautet {{ userName }}.',
      'Ihr Passwort ist dasselbe. Haben Sie es vergessen, fordern Sie auf der Anmeldeseite ein neues an.',
      { link: '{{ portal }}', label: 'Anmelden' },
    ],
  },
  'shared-user-reactivated': {
    subject: 'Der gemeinsame Zugang {{ userName }} zu den Lizenzen von {{ producer }} ist wieder offen',
    paragraphs: [
      'Guten Tag {{ name }},',
      'der Zugang {{ sharedName }}, den mehrere Personen benutzen, wurde wieder geöffnet. ' +
        'Sein Benutzername lautet {{ userName }}.',
      'Das Passwort ist dasselbe. Sagen Sie es bitte den Personen, die den Zugang benutzen.',
      { link: '{{ portal }}', label: 'Anmelden' },
    ],
  },
  'license-activated': {
    subject: 'Ihre Lizenzdatei für {{ products }}',
    paragraphs: [
      'Guten Tag,',
      'diese Produkte von {{ producer }} wurden für Sie aktiviert:',
      '{{ licenses }}',
      'Ihre Lizenzdatei ist angehängt ({{ files }}). ' +
        'Speichern Sie sie unverändert dort, wo das Produkt sie sucht.',
      'Alle Ihre Lizenzen finden Sie im Portal: {{ portal }}',
    ],
  },
  'license-emailed': {
    subject: 'Ihre Lizenzdatei für das Produkt {{ products }}',
    paragraphs: [
      'Guten Tag,',
      '{{ message }}',
      'Ihre Lizenzdatei für das Produkt {{ products }} ist angehängt ({{ files }}):',
      '{{ licenses }}',
      'Speichern Sie die Datei unverändert dort, wo das Produkt sie sucht.',
      'Alle Ihre Lizenzen finden Sie im Portal: {{ portal }}',
    ],
  },
  'license-replaced': {
    subject: 'Ihre neue Lizenzdatei für {{ products }}',
    paragraphs: [
      'Guten Tag,',
      'Ihre Lizenz von {{ producer }} wurde geändert:',
      '{{ licenses }}',
      'Die neue Lizenzdatei ist angehängt ({{ files }}). Legen Sie sie an die Stelle der alten, die nicht mehr gilt.',
      'Alle Ihre Lizenzen finden Sie im Portal: {{ portal }}',
    ],
  },
  'license-beside': {
    subject: 'Eine befristete Lizenzdatei für {{ products }}',
    paragraphs: [
      'Guten Tag,',
      '{{ producer }} hat für Sie eine Lizenz ausgestellt, die kurze Zeit gilt:',
      '{{ licenses }}',
      'Die Lizenzdatei ist angehängt ({{ files }}). Sie steht neben der Lizenz, die Sie haben; behalten Sie beide.',
      'Alle Ihre Lizenzen finden Sie im Portal: {{ portal }}',
    ],
  },
  'license-refused': {
    subject: 'Es gibt keine Lizenzdatei für {{ products }}',
    paragraphs: [
      'Guten Tag,',
      '{{ producer }} hat Lizenzen abgelehnt, die auf ihre Dateien warteten: {{ reason }}',
      'Diese Lizenzen sind beendet. Nach dem Doppelpunkt stehen die Kopien, die wieder verfügbar sind:',
      '{{ licenses }}',
      'Alle Ihre Lizenzen finden Sie im Portal: {{ portal }}',
    ],
  },
  'license-good-again': {
    subject: 'Ihre Lizenz für {{ products }} bleibt, wie sie war',
    paragraphs: [
      'Guten Tag,',
      '{{ producer }} hat die Änderung Ihrer Lizenz abgelehnt: {{ reason }}',
      'Die Lizenz von vorher gilt deshalb wieder; verwenden Sie ihre Datei weiter:',
      '{{ licenses }}',
      'Alle Ihre Lizenzen finden Sie im Portal: {{ portal }}',
    ],
  },
  'host-released': {
    subject: '{{ by }} hat den Host {{ host }} freigegeben',
    paragraphs: [
      'Guten Tag {{ name }},',
      '{{ by }} hat den Host {{ host }} freigegeben. Diese Lizenzen sind dort beendet (Kopien nach dem Doppelpunkt):',
      '{{ licenses }}',
      'Was geschehen ist: {{ reason }}',
      'Was dort noch läuft, hat keine Lizenz mehr. War es ein Irrtum, wenden Sie sich an {{ producer }}.',
      { link: '{{ portal }}', label: 'Portal öffnen' },
    ],
  },
  'line-item-emailed': {
    subject: 'Ihr Nutzungsrecht für {{ product }}',
    paragraphs: [
      'Guten Tag,',
      '{{ message }}',
      'Dies gehört zur Berechtigung {{ entitlementId }} von {{ producer }}: {{ product }}.',
      'Die Aktivierungs-ID lautet {{ activationId }}',
      '{{ facts }}',
      { link: '{{ portal }}', label: 'Im Portal aktivieren' },
    ],
  },
  'copies-split': {
    subject: 'Kopien von {{ products }} gingen an {{ to }}',
    paragraphs: [
      'Guten Tag,',
      '{{ copies }} Kopien von {{ products }} ({{ producer }}) gingen von {{ from }} an {{ to }}.',
      'Sie können jetzt aktiviert werden.',
      { link: '{{ portal }}', label: 'Im Portal ansehen' },
    ],
  },
  'copies-transferred': {
    subject: '{{ products }} wurde an {{ to }} übertragen',
    paragraphs: [
      'Guten Tag,',
      '{{ copies }} Kopien von {{ products }} ' +
        '({{ producer }}) wurden von {{ from }} an {{ to }} übertragen.',
      'Sie können jetzt aktiviert werden.',
      { link: '{{ portal }}', label: 'Im Portal ansehen' },
    ],
  },
  'transfer-requested': {
    subject: 'Die Übertragung von {{ products }} wartet auf Freigabe',
    paragraphs: [
      'Guten Tag,',
      '{{ copies }} Kopien von {{ products }} sollen von {{ from }} an {{ to }} gehen.',
      'Sie ruhen, bis {{ producer }} die Übertragung freigegeben hat.',
      'Sie erfahren es per Mail.',
      { link: '{{ portal }}', label: 'Im Portal ansehen' },
    ],
  },
  'transfer-approved': {
    subject: 'Die Übertragung von {{ products }} ist freigegeben',
    paragraphs: [
      'Guten Tag,',
      '{{ producer }} hat die Übertragung von {{ copies }} Kopien von {{ products }} ' +
        'von {{ from }} an {{ to }} freigegeben.',
      'Sie können jetzt aktiviert werden.',
      '{{ reason }}',
      { link: '{{ portal }}', label: 'Im Portal ansehen' },
    ],
  },
  'transfer-rejected': {
    subject: 'Die Übertragung von {{ products }} ist abgelehnt',
    paragraphs: [
      'Guten Tag,',
      '{{ producer }} hat die Übertragung von {{ copies }} Kopien von {{ products }} ' +
        'an {{ to }} abgelehnt.',
      'Sie sind wieder bei {{ from }}.',
      '{{ reason }}',
      { link: '{{ portal }}', label: 'Im Portal ansehen' },
    ],
  },
  'renewal-requested': REQUEST,
  'renewal-requested-copy': REQUEST,
  'renewal-reminder': {
    subject: 'Was von Ihren Lizenzen von {{ producer }} abläuft',
    paragraphs: [
      'Guten Tag {{ name }},',
      'In den nächsten {{ lookAhead }} Tagen endet:',
      '{{ expiring }}',
      'Abgelaufen ist ({{ expiredCount }}):',
      '{{ expired }}',
      'Hier steht nicht alles; die angehängte Datei {{ file }} ist vollständig.',
      { link: '{{ page }}', label: 'Im Portal ansehen und die Verlängerung anfragen' },
      'Sie erhalten diese Mail, weil Sie sie abonniert haben. In Ihrem Profil bestellen Sie sie ab: {{ profile }}',
    ],
  },
}
