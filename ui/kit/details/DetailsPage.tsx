import type { ApiProblem } from '@tallystick/api/client.ts'
import { Skeleton, Tabs } from '@mantine/core'
import type { CommandsView } from '@tallystick/kernel/operation/define.ts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import { StateBadge } from '../format/StateBadge.tsx'
import { useSession } from '../session/session.ts'
import type { Crumb } from '../shell/crumbs.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { CommandBar } from './CommandBar.tsx'
import type { RecordCommand } from './commands.tsx'
import { Facts, type Fact } from './Facts.tsx'
import { History } from './History.tsx'

/** A part of a record's page below its facts. */
export interface RecordTab {
  readonly key: string
  readonly label: string
  readonly content: ReactNode
  /** Stands beside the label. */
  readonly count?: number
}

interface DetailsPageProps {
  readonly title: string
  readonly parents: readonly Crumb[]
  readonly state?: string
  readonly stateLabel?: string
  readonly beside?: ReactNode
  readonly below?: ReactNode
  readonly commands?: readonly RecordCommand[]
  /** What the view says of its commands. */
  readonly view?: CommandsView
  readonly facts: readonly (Fact | null | false)[]
  readonly tabs?: readonly RecordTab[]
  /** Subject of the history tab, as audit entries name it; without it there is no such tab. */
  readonly history?: { readonly kind: string; readonly id: string }
  /** Shown as the history to readers who may see the record but not the audit log. */
  readonly ownHistory?: ReactNode
  readonly children?: ReactNode
}

/** A record: what it is and how it stands, what can be done, its facts, and the rest in tabs. */
export function DetailsPage(props: DetailsPageProps) {
  const { title, parents, state, commands = [], view = {}, facts, tabs = [], history } = props
  const session = useSession()
  const past =
    history && session.may('audit.view') ? <History kind={history.kind} id={history.id} /> : props.ownHistory
  const all = past ? [...tabs, { key: 'history', label: 'History', content: past }] : tabs
  return (
    <article className="t-page">
      <PageHeader
        title={title}
        parents={parents}
        beside={
          <>
            {state !== undefined && <StateBadge state={state} label={props.stateLabel} />}
            {props.beside}
          </>
        }
        below={props.below}
        actions={<CommandBar commands={commands} view={view} />}
      />
      <Facts facts={facts} />
      {props.children}
      {all.length > 0 && <RecordTabs tabs={all} />}
    </article>
  )
}

/** The open tab stands in the address; changing it drops the search of the tab before. */
function RecordTabs({ tabs }: { readonly tabs: readonly RecordTab[] }) {
  const { tab } = useSearch({ strict: false }) as { tab?: string }
  const navigate = useNavigate()
  const open = tabs.find(({ key }) => key === tab) ?? tabs[0]
  if (!open) return null
  return (
    <Tabs
      className="t-tabs"
      value={open.key}
      onChange={(key) =>
        void navigate({
          to: '.',
          search: (key === tabs[0]?.key ? {} : { tab: key }) as never,
          replace: true,
          resetScroll: false,
        })
      }
    >
      <Tabs.List>
        {tabs.map(({ key, label, count }) => (
          <Tabs.Tab key={key} value={key}>
            {label}
            {count !== undefined && <span className="t-tab-count">{count}</span>}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ key, content }) => (
        <Tabs.Panel key={key} value={key} pt="md">
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}

interface RecordProps<T> {
  readonly query: {
    readonly data: T | undefined
    readonly error: ApiProblem | null
    readonly refetch: () => unknown
  }
  readonly parents: readonly Crumb[]
  readonly children: (record: T) => ReactNode
}

/** Waits for a record: its shape while it loads, the reason when it cannot be shown. */
export function Loaded<T>({ query, parents, children }: RecordProps<T>) {
  const { data, error } = query
  if (data !== undefined) return children(data)
  if (error) {
    return (
      <div className="t-page">
        <PageHeader title={error.status === 404 ? 'Not found' : 'Cannot be shown'} parents={parents} />
        <RefusalNotice
          problem={error}
          takesFocus={false}
          onRetry={error.status === 404 || error.status === 403 ? undefined : () => void query.refetch()}
        />
      </div>
    )
  }
  return (
    <div className="t-page" aria-busy="true" aria-label="Loading">
      <Skeleton height={24} width={280} mb="lg" />
      <Skeleton height={96} mb="lg" />
      <Skeleton height={200} />
    </div>
  )
}
