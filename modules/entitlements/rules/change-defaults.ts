import type { ChangeKind, Duration, StartOption, Term, VersionDateOption } from '../model.ts'

/** The dates of the line item that is replaced. */
export interface ParentDates {
  readonly term: Term
  readonly startOption: StartOption
  /** Last day of use as far as it is settled. */
  readonly endsOn: string | null
  readonly versionDateOption: VersionDateOption | null
  readonly versionDate: string | null
  readonly versionDuration: Duration | null
}

/** Dates as somebody gives them; what is left out is decided here. */
export interface GivenDates {
  readonly startOption?: StartOption | undefined
  readonly startsOn?: string | null | undefined
  readonly term?: Term | null | undefined
  readonly versionDateOption?: VersionDateOption | null | undefined
  readonly versionDate?: string | null | undefined
  readonly versionDuration?: Duration | null | undefined
}

const AT_EACH: readonly StartOption[] = ['specify-at-each-activation', 'each-activation-date']

/**
 * Dates of a replacing line item, as far as they were not given.
 *
 * An upgrade or upsell ends when its parent ends. A renewal of a duration lasts as long again; the new end of one that
 * ended on a day is asked for, because nobody can know it. Version dates go along, but a renewal needs a new one.
 * `asksTerm`: false where the license model settles the term by itself.
 */
export function changedDates(
  kind: ChangeKind,
  parent: ParentDates,
  given: GivenDates,
  asksTerm: boolean,
): GivenDates {
  return {
    ...startOf(kind, parent, given),
    ...versionOf(kind, parent, given),
    term: given.term !== undefined ? given.term : asksTerm ? termOf(kind, parent) : null,
  }
}

/** The day after the last day of use; null while that is not settled, or when it never comes. */
export function dayAfterEnd(endsOn: string | null): string | null {
  return endsOn === null ? null : Temporal.PlainDate.from(endsOn).add({ days: 1 }).toString()
}

function startOf(kind: ChangeKind, parent: ParentDates, given: GivenDates): GivenDates {
  if (given.startOption !== undefined || given.startsOn) {
    return { startOption: given.startOption ?? 'specify-now', startsOn: given.startsOn ?? null }
  }
  const isOpen = AT_EACH.includes(parent.startOption) || (parent.endsOn === null && kind !== 'renewal')
  const startOption = isOpen || kind === 'renewal' ? parent.startOption : 'specify-now'
  return { startOption, startsOn: null }
}

function termOf(kind: ChangeKind, { term, endsOn, startOption }: ParentDates): Term | null {
  if (term.kind === 'permanent') return term
  if (kind === 'renewal') return term.kind === 'duration' ? term : null
  const isSettled = endsOn !== null && !AT_EACH.includes(startOption)
  return isSettled ? { kind: 'date', expiresOn: endsOn } : term
}

function versionOf(kind: ChangeKind, parent: ParentDates, given: GivenDates): GivenDates {
  const option = given.versionDateOption !== undefined ? given.versionDateOption : parent.versionDateOption
  const isSame = option === parent.versionDateOption
  const inherited = <T>(value: T): T | null => (isSame ? value : null)
  return {
    versionDateOption: option,
    versionDate:
      given.versionDate !== undefined
        ? given.versionDate
        : kind === 'renewal'
          ? null
          : inherited(parent.versionDate),
    versionDuration:
      given.versionDuration !== undefined ? given.versionDuration : inherited(parent.versionDuration),
  }
}
