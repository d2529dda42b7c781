import type { MailLanguage } from '../model.ts'

const LOCALES: Readonly<Record<MailLanguage, string>> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR' }

interface LineWords {
  readonly permanent: string
  readonly fromStart: (span: string) => string
  readonly ends: (day: string, days: string) => string
  readonly endsToday: (day: string) => string
  readonly ended: (day: string, days: string) => string
  readonly maintenance: string
  readonly labels: Readonly<
    Record<'copies' | 'expiration' | 'licenseModel' | 'soldTo' | 'order' | 'care', string>
  >
}

const WORDS: Readonly<Record<MailLanguage, LineWords>> = {
  en: {
    permanent: 'permanent',
    fromStart: (span) => `${span} from the start`,
    ends: (day, days) => `ends on ${day} (${days} left)`,
    endsToday: (day) => `ends on ${day} (last day)`,
    ended: (day, days) => `ended on ${day} (${days} ago)`,
    maintenance: 'maintenance',
    labels: {
      copies: 'Quantity',
      expiration: 'Expiration',
      licenseModel: 'License model',
      soldTo: 'Sold to',
      order: 'Order ID',
      care: 'Maintenance',
    },
  },
  de: {
    permanent: 'unbefristet',
    fromStart: (span) => `${span} ab Beginn`,
    ends: (day, days) => `endet am ${day} (noch ${days})`,
    endsToday: (day) => `endet am ${day} (letzter Tag)`,
    ended: (day, days) => `endete am ${day} (${days} her)`,
    maintenance: 'Wartung',
    labels: {
      copies: 'Anzahl',
      expiration: 'Ablauf',
      licenseModel: 'Lizenzmodell',
      soldTo: 'Verkauft an',
      order: 'Auftrag',
      care: 'Wartung',
    },
  },
  fr: {
    permanent: 'permanente',
    fromStart: (span) => `${span} à partir du début`,
    ends: (day, days) => `expire le ${day} (encore ${days})`,
    endsToday: (day) => `expire le ${day} (dernier jour)`,
    ended: (day, days) => `a expiré le ${day} (depuis ${days})`,
    maintenance: 'maintenance',
    labels: {
      copies: 'Quantité',
      expiration: 'Expiration',
      licenseModel: 'Modèle de licence',
      soldTo: 'Vendu à',
      order: 'Commande',
      care: 'Maintenance',
    },
  },
}

/** A line item with an end, as a mail lists it. */
export interface EndingLine {
  readonly product: string
  readonly activationId: string
  readonly accountName: string
  readonly copies: number
  readonly endsOn: string
  readonly daysRemaining: number
  readonly isMaintenance: boolean
}

/** One line of a list of what ends: product, activation ID, account, and when. */
export function endingLine(language: MailLanguage, item: EndingLine): string {
  const words = WORDS[language]
  const day = dayText(language, item.endsOn)
  const days = spanText(language, Math.abs(item.daysRemaining), 'days')
  const when =
    item.daysRemaining > 0
      ? words.ends(day, days)
      : item.daysRemaining === 0
        ? words.endsToday(day)
        : words.ended(day, days)
  const product = item.isMaintenance ? `${item.product} (${words.maintenance})` : item.product
  return `${product}, ${item.activationId}, ${item.accountName}: ${when}`
}

/** A line item as a mail describes it to somebody who will use it. */
export interface DescribedLineItem {
  readonly copies: number
  readonly term:
    | { readonly kind: 'permanent' | 'date' }
    | {
        readonly kind: 'duration'
        readonly amount: number
        readonly unit: 'days' | 'weeks' | 'months' | 'years'
      }
  /** Last day of use as far as it is settled. */
  readonly endsOn: string | null
  readonly licenseModel: string
  readonly soldTo: string
  readonly orderId: string
  readonly maintenance: readonly string[]
}

/** What a line item gives, label and value, one per line. Empty values are left out. */
export function factLines(language: MailLanguage, item: DescribedLineItem): readonly string[] {
  const { labels, permanent, fromStart } = WORDS[language]
  const { term, endsOn } = item
  const open = term.kind === 'duration' ? fromStart(spanText(language, term.amount, term.unit)) : permanent
  const facts: readonly (readonly [string, string])[] = [
    [labels.copies, item.copies.toLocaleString(LOCALES[language])],
    [labels.expiration, endsOn === null ? open : dayText(language, endsOn)],
    [labels.licenseModel, item.licenseModel],
    [labels.soldTo, item.soldTo],
    [labels.order, item.orderId],
    [labels.care, item.maintenance.join(', ')],
  ]
  return facts.filter(([, value]) => value !== '').map(([label, value]) => `${label}: ${value}`)
}

/** A day as a reader of the mail would write it. */
function dayText(language: MailLanguage, day: string): string {
  return Temporal.PlainDate.from(day).toLocaleString(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
}

/** A number of days, weeks, months or years in words: `12 Monate`. */
function spanText(
  language: MailLanguage,
  amount: number,
  unit: 'days' | 'weeks' | 'months' | 'years',
): string {
  return amount.toLocaleString(LOCALES[language], {
    style: 'unit',
    unit: unit.slice(0, -1),
    unitDisplay: 'long',
  })
}
