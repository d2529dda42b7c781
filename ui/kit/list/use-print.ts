import type { Api, ListQuestion } from '@tallystick/api/client.ts'
import { readCondition, type ListContract, type Page } from '@tallystick/kernel/list/define.ts'
import { useCallback, useState } from 'react'
import { useApi } from '../data/api-context.tsx'
import { announce } from '../feedback/announce.ts'
import { countText, numberText } from '../format/dates.ts'
import { OPERATOR_WORDS, valueWords } from './list-address.ts'
import type { AnyRow } from './list-view.ts'
import type { Print } from './PrintSheet.tsx'
import type { ChosenRows } from './use-selection.ts'

/** Rows that are printed at most: longer lists are exported. */
const PRINTED_MAX = 1000
const STEP = 500

/** Printing of a list: the rows being printed, and the way to begin. */
export interface ListPrint {
  readonly print: Print | null
  readonly isReading: boolean
  readonly begin: () => void
  readonly end: () => void
}

/** Gathers the selected rows, or all that match up to 1,000, and hands them to the print sheet. */
export function usePrint(list: ListContract, question: ListQuestion, chosen: ChosenRows): ListPrint {
  const api = useApi()
  const [print, setPrint] = useState<Print | null>(null)
  const [isReading, setReading] = useState(false)
  const begin = () => {
    setReading(true)
    void rowsToPrint(api, list, question, chosen)
      .then(({ rows, told }) => setPrint({ rows, told, search: searchWords(list, question.where ?? []) }))
      .catch(() => announce('The rows could not be read for printing. Try again.'))
      .finally(() => setReading(false))
  }
  return { print, isReading, begin, end: useCallback(() => setPrint(null), []) }
}

async function rowsToPrint(api: Api, list: ListContract, question: ListQuestion, chosen: ChosenRows) {
  const selected = Object.values(chosen.rows)
  if (selected.length > 0 && !chosen.isAll) {
    return { rows: selected, told: countText(selected.length, 'selected row') }
  }
  const { after: _first, ...all } = question
  const rows: AnyRow[] = []
  let next: string | null = null
  let total: { readonly count: number; readonly isExact: boolean } | undefined
  do {
    const page: Page<unknown> = await api.page(list, {
      ...all,
      limit: STEP,
      total: true,
      ...(next === null ? {} : { after: next }),
    })
    rows.push(...(page.rows as unknown as AnyRow[]))
    next = page.next
    total = page.total
  } while (next !== null && rows.length < PRINTED_MAX)
  return { rows, told: toldOf(rows.length, next !== null, total) }
}

function toldOf(
  count: number,
  hasMore: boolean,
  total: { count: number; isExact: boolean } | undefined,
): string {
  if (!hasMore || !total) return countText(count, 'row')
  const all = total.isExact ? numberText(total.count) : `more than ${numberText(total.count)}`
  return `The first ${numberText(count)} of ${all} rows`
}

/** `Name contains paint, State is Deployed`. */
function searchWords(list: ListContract, where: readonly string[]): string {
  const words = where.flatMap((text) => {
    const condition = readCondition(text)
    const column = condition && list.columns[condition.column]
    if (!condition) return []
    const label = column ? column.label : condition.column
    const value = column ? valueWords(column, condition.value) : condition.value
    return [`${label} ${OPERATOR_WORDS[condition.operator]} ${value}`]
  })
  return words.join(', ')
}
