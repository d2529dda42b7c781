import { Button, NativeSelect } from '@mantine/core'
import { mdiChevronLeft, mdiChevronRight } from '@mdi/js'
import type { Page } from '@tallystick/kernel/list/define.ts'
import { numberText } from '../format/dates.ts'
import { Icon } from '../format/Icon.tsx'
import { appearance } from '../portal/appearance.ts'
import { PAGE_SIZES } from './list-address.ts'
import type { ListControl } from './use-list.ts'

interface PagerProps {
  readonly control: ListControl
  readonly page: Page<unknown>
}

/** Which rows are shown, rows per page, back and forth. */
export function Pager({ control, page }: PagerProps) {
  const { state } = control
  const from = (state.page - 1) * state.limit + 1
  const sizes = [...new Set([...PAGE_SIZES, appearance().pageSize, state.limit])].toSorted((a, b) => a - b)
  return (
    <nav className="t-pager t-noprint" aria-label="Pages">
      <p className="t-figure">
        {page.rows.length === 0
          ? 'No rows'
          : `${numberText(from)}–${numberText(from + page.rows.length - 1)}`}
        {page.total ? ` of ${totalText(page.total)}` : ''}
      </p>
      <NativeSelect
        size="xs"
        aria-label="Rows per page"
        value={String(state.limit)}
        onChange={(event) => control.showRows(Number(event.currentTarget.value))}
        data={sizes.map((size) => ({ value: String(size), label: `${size} rows` }))}
      />
      <Button
        variant="default"
        disabled={state.page === 1}
        leftSection={<Icon path={mdiChevronLeft} size={16} />}
        onClick={() => control.previous()}
      >
        Previous
      </Button>
      <Button
        variant="default"
        disabled={page.next === null}
        rightSection={<Icon path={mdiChevronRight} size={16} />}
        onClick={() => page.next !== null && control.next(page.next)}
      >
        Next
      </Button>
    </nav>
  )
}

/** `1,204`, or `more than 10,000` where counting stopped. */
export function totalText(total: NonNullable<Page<unknown>['total']>): string {
  return total.isExact ? numberText(total.count) : `more than ${numberText(total.count)}`
}
