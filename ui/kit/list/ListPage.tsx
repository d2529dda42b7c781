import { Button, Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { mdiTuneVariant } from '@mdi/js'
import type { ListContract, Page, RowOf } from '@tallystick/kernel/list/define.ts'
import { useState } from 'react'
import { useApi } from '../data/api-context.tsx'
import { usePage } from '../data/queries.ts'
import { Icon } from '../format/Icon.tsx'
import { useSession } from '../session/session.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { AdvancedSearch } from './AdvancedSearch.tsx'
import { Chips } from './Chips.tsx'
import { EmptyList, FailedList } from './EmptyList.tsx'
import { ListCards } from './ListCards.tsx'
import { ListTable, type ListTableProps } from './ListTable.tsx'
import { ListTools } from './ListTools.tsx'
import type { AnyRow, ListPageProps } from './list-view.ts'
import { Pager, totalText } from './Pager.tsx'
import { PrintSheet } from './PrintSheet.tsx'
import { QuickFilters } from './QuickFilters.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { SimpleSearch } from './SimpleSearch.tsx'
import { useColumnChoice } from './use-columns.ts'
import { questionOf, useListControl } from './use-list.ts'
import { usePrint } from './use-print.ts'
import { useSelection, type ChosenRows } from './use-selection.ts'

/**
 * A whole list out of its contract: search, filters, columns, sort, pages, selection, export, print.
 *
 * Everything that is asked for stands in the address. The page only says where rows lead and what can be done
 * with chosen ones.
 */
export function ListPage<L extends ListContract>(props: ListPageProps<L>) {
  const { list, params, isPart } = props
  const session = useSession()
  const control = useListControl(list)
  const question = questionOf(control.state, params)
  const isPermitted = session.may(list.permission)
  const query = usePage(list, question, { enabled: isPermitted, every: props.every ?? false })
  const title = props.title ?? list.title
  const total = query.data?.total
  const beside = total && <span className="t-total">{totalText(total)}</span>
  return (
    <section className="t-list" aria-label={title}>
      {isPart ? (
        <div className="t-part-head">
          <h2>{title}</h2>
          {beside}
          {props.actions && <div className="t-page-actions">{props.actions}</div>}
        </div>
      ) : (
        <PageHeader title={title} beside={beside} actions={props.actions} />
      )}
      {isPermitted ? (
        <ListBody {...props} control={control} question={question} query={query} title={title} />
      ) : (
        <EmptyList noun={title.toLowerCase()} why="no-permission" onClear={() => undefined} />
      )}
    </section>
  )
}

type BodyProps<L extends ListContract> = ListPageProps<L> & {
  readonly control: ReturnType<typeof useListControl>
  readonly question: ReturnType<typeof questionOf>
  readonly query: ReturnType<typeof usePage<L>>
  readonly title: string
}

function ListBody<L extends ListContract>(props: BodyProps<L>) {
  const { list, control, question, query, title } = props
  const { state } = control
  const [isAdvanced, setAdvanced] = useState(false)
  const columns = useColumnChoice(list)
  const chosen = useSelection(JSON.stringify([question.where, question.params]))
  const printing = usePrint(list, question, chosen)
  const page = query.data
  const isEmpty = page !== undefined && page.rows.length === 0
  return (
    <>
      <div className="t-list-bar t-noprint">
        {props.ownSearch?.content ?? (
          <>
            <SimpleSearch list={list} where={state.where} onSearch={control.search} />
            <div className="t-list-filters">
              <QuickFilters list={list} where={state.where} onSearch={control.search} />
              <Button
                variant="default"
                size="sm"
                leftSection={<Icon path={mdiTuneVariant} />}
                onClick={() => setAdvanced(true)}
              >
                Advanced
                {state.where.length > 0 && <span className="t-filter-count">{state.where.length}</span>}
              </Button>
            </div>
          </>
        )}
        <ListTools list={list} question={question} columns={columns} isEmpty={isEmpty} printing={printing} />
      </div>
      <Chips list={list} where={state.where} onSearch={control.search} />
      {query.error ? (
        <FailedList problem={query.error} onRetry={() => void query.refetch()} />
      ) : isEmpty && state.page === 1 ? (
        <EmptyList
          noun={title.toLowerCase()}
          why={state.where.length > 0 || props.ownSearch?.isNarrow ? 'filtered-away' : 'nothing-yet'}
          nothing={props.nothing}
          teach={props.teach}
          action={props.actions}
          onClear={() => (props.ownSearch ? props.ownSearch.onClear() : control.search([]))}
        />
      ) : (
        <ListRows {...props} shown={columns.shown} page={page} chosen={chosen} />
      )}
      {printing.print && (
        <PrintSheet
          list={list}
          title={title}
          shown={columns.shown}
          cells={props.cells as ListTableProps['cells']}
          print={printing.print}
          onDone={printing.end}
        />
      )}
      {isAdvanced && (
        <AdvancedSearch
          useAttributes={props.useAttributes}
          list={list}
          where={state.where}
          onSearch={control.search}
          onClose={() => setAdvanced(false)}
        />
      )}
    </>
  )
}

type RowsProps<L extends ListContract> = BodyProps<L> & {
  readonly shown: readonly string[]
  readonly page: Page<RowOf<L>> | undefined
  readonly chosen: ChosenRows
}

function ListRows<L extends ListContract>(props: RowsProps<L>) {
  const { list, control, question, query, page, shown, title, chosen } = props
  const api = useApi()
  const isNarrow = useMediaQuery('(max-width: 37.5em)', false, { getInitialValueInEffect: false })
  if (!page) return <ListSkeleton columns={shown.length} />
  const rows = page.rows as unknown as readonly AnyRow[]
  const ids = Object.keys(chosen.rows)
  const tableProps: ListTableProps = {
    list,
    rows,
    shown,
    sort: control.state.sort,
    onSort: control.sortBy,
    chosen,
    open: props.open as ListTableProps['open'],
    linkColumn: props.linkColumn,
    cells: props.cells as ListTableProps['cells'],
    rowAction: props.rowAction as ListTableProps['rowAction'],
    beneath: props.beneath as ListTableProps['beneath'],
    isDim: query.isPlaceholderData,
    label: title,
  }
  const hasMore = page.total !== undefined && (page.total.count > ids.length || !page.total.isExact)
  return (
    <>
      {isNarrow ? <ListCards {...tableProps} /> : <ListTable {...tableProps} />}
      {ids.length > 0 && (
        <SelectionBar
          count={ids.length}
          isAll={chosen.isAll}
          allText={hasMore && page.total ? totalText(page.total) : null}
          onAll={chosen.chooseAll}
          onClear={chosen.clear}
          csvUrl={api.csvUrl(list, { ...question, columns: shown, ...(chosen.isAll ? {} : { ids }) })}
        >
          {props.selectionActions?.({
            ids,
            rows: Object.values(chosen.rows) as never,
            isAll: chosen.isAll,
            where: question.where ?? [],
            count: chosen.isAll ? (page.total?.count ?? ids.length) : ids.length,
            clear: chosen.clear,
          })}
        </SelectionBar>
      )}
      <Pager control={control} page={page} />
    </>
  )
}

/** Rows before the first answer, in the place that they will have. */
function ListSkeleton({ columns }: { readonly columns: number }) {
  return (
    <div className="t-table-frame" aria-busy="true" aria-label="Loading">
      <table className="t-table" aria-hidden="true">
        <tbody>
          {Array.from({ length: 8 }, (_row, row) => (
            <tr key={row}>
              {Array.from({ length: Math.max(1, columns) }, (_cell, cell) => (
                <td key={cell}>
                  <Skeleton height={10} width={`${50 + ((row * 17 + cell * 29) % 40)}%`} radius="xl" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
