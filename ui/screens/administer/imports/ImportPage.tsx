import { Button } from '@mantine/core'
import type { OutputOf } from '@tallystick/api/client.ts'
import { getImport } from '@tallystick/kernel/import/get-import.contract.ts'
import { listImportRows } from '@tallystick/kernel/import/list-import-rows.contract.ts'
import { runImport } from '@tallystick/kernel/import/run-import.contract.ts'
import { useCommand, useOperation } from '@tallystick/kit/data/queries.ts'
import { Loaded } from '@tallystick/kit/details/DetailsPage.tsx'
import { Facts } from '@tallystick/kit/details/Facts.tsx'
import { actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { ConfirmDialog } from '@tallystick/kit/feedback/ConfirmDialog.tsx'
import { countText } from '@tallystick/kit/format/dates.ts'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { When } from '@tallystick/kit/format/When.tsx'
import { ListPage } from '@tallystick/kit/list/ListPage.tsx'
import { PageHeader } from '@tallystick/kit/shell/PageHeader.tsx'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { CancelJob } from '../CancelJob.tsx'
import { elapsedSince } from '../elapsed.ts'
import { JobProgress } from '../JobFrame.tsx'
import { useLongWork } from '../use-job.ts'
import { Outcomes } from './Outcomes.tsx'
import '../administer.css'

const PARENTS = [{ label: 'Imports', to: '/imports' }]

type ImportView = OutputOf<typeof getImport>

/** One import: how far it is, what became of its records, and after a dry run the way to the real one. */
export function ImportPage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const { query, isOpen } = useLongWork(
    (every) => useOperation(getImport, { import: id }, { every }),
    ({ data }) => data?.state,
    700,
  )
  return (
    <Loaded query={query} parents={PARENTS}>
      {(view) => (
        <article className="t-page">
          <PageHeader
            title={view.fileName}
            parents={PARENTS}
            beside={
              <>
                <StateBadge state={view.state} />
                {view.isDryRun && (
                  <span className="t-badge" data-meaning="info">
                    Dry run
                  </span>
                )}
              </>
            }
            below={<Sentence view={view} />}
            actions={<RealRun view={view} />}
          />
          {view.problem && <Problem text={view.problem} />}
          {isOpen && <RunningImport view={view} />}
          <CancelJob id={view.id} noun="import" isDryRun={view.isDryRun} />
          <Outcomes.All id={view.id} figures={view.figures} isDryRun={view.isDryRun} />
          <Warnings warnings={view.warnings} />
          <Facts facts={factsOf(view)} />
          <div className="t-section">
            <ListPage
              list={listImportRows}
              params={{ import: view.id }}
              isPart
              title="Report"
              every={isOpen ? 2000 : false}
              teach="Each record of the file gets a line here with what became of it."
            />
          </div>
        </article>
      )}
    </Loaded>
  )
}

function factsOf(view: ImportView) {
  return [
    { label: 'Import', value: view.importName },
    { label: 'Format', value: view.format.toUpperCase() },
    view.recordKind !== null && { label: 'Records', value: view.recordKind },
    { label: 'By', value: view.by },
    { label: 'Begun', value: <When instant={view.startedAt ?? view.createdAt} /> },
    { label: 'Finished', value: <When instant={view.finishedAt} /> },
  ]
}

function Problem({ text }: { readonly text: string }) {
  return (
    <div className="t-refusal a-gap" role="alert" data-meaning="danger">
      <div>
        <p className="t-refusal-sentence">The file was not imported.</p>
        <p>{text}</p>
      </div>
    </div>
  )
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null
  return (
    <ul className="a-warnings" data-meaning="attention">
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  )
}

function Sentence({ view }: { readonly view: ImportView }) {
  if (view.state === 'waiting') return <>Waits for its turn.</>
  if (view.state === 'running') return <>Goes on when you leave this page.</>
  if (view.state === 'cancelled')
    return <>{view.isDryRun ? 'Nothing was written.' : 'Cancelled. What was written before stays written.'}</>
  if (view.state === 'failed')
    return <>{view.isDryRun ? 'Nothing was written.' : 'Stopped. What was written before stays written.'}</>
  return (
    <>
      {view.isDryRun
        ? 'Nothing was written. This is what would happen.'
        : 'Done. The same file again changes nothing.'}
    </>
  )
}

function RunningImport({ view }: { readonly view: ImportView }) {
  return (
    <JobProgress
      label={`Import of ${view.fileName}`}
      done={view.rowsDone}
      total={view.rowsTotal > 0 ? view.rowsTotal : null}
      elapsedMs={elapsedSince(view.startedAt)}
      unit="rows"
    />
  )
}

/** After a dry run: the same file for real, with one click more where records would be refused. */
function RealRun({ view }: { readonly view: ImportView }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const command = useCommand(runImport, {
    onDone: ({ jobId }) => {
      setAsking(false)
      void navigate({ to: `/imports/${jobId}` })
    },
  })
  const { uploadId, figures } = view
  if (!view.isDryRun || view.state !== 'done' || uploadId === null) return null
  const writes = figures.created + figures.changed
  if (writes === 0) return null
  const input = {
    uploadId,
    importName: view.importName,
    format: view.format as 'csv',
    ...(view.recordKind ? { recordKind: view.recordKind } : {}),
    dryRun: false,
  }
  const start = () => command.mutate(input)
  return (
    <>
      <Button loading={command.isPending} onClick={() => (figures.refused > 0 ? setAsking(true) : start())}>
        Import {countText(writes, 'record')}
      </Button>
      <ConfirmDialog
        opened={isAsking || command.error !== null}
        title={`Import ${countText(writes, 'record')}?`}
        consequence={
          <>
            {countText(figures.created, 'record')} created, {figures.changed} changed.{' '}
            {figures.refused > 0 &&
              `${countText(figures.refused, 'record')} will be left out; the report says why.`}
          </>
        }
        act={`Import ${countText(writes, 'record')}`}
        call={actCall(runImport, input)}
        isBusy={command.isPending}
        problem={command.error}
        onConfirm={start}
        onClose={() => {
          setAsking(false)
          command.reset()
        }}
      />
    </>
  )
}
