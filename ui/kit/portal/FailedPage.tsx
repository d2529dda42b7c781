import { ApiProblem } from '@tallystick/api/client.ts'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { RefusalNotice } from '../feedback/RefusalNotice.tsx'
import { Link } from '../shell/Link.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'

/** A page that could not be shown: the server's reason, or an apology, and another try. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  return (
    <div className="t-page t-alone">
      <PageHeader title="This page cannot be shown" />
      <RefusalNotice
        problem={problemOf(error)}
        onRetry={() => {
          reset()
          location.reload()
        }}
      />
    </div>
  )
}

function problemOf(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  const message = error instanceof Error ? error.message : String(error)
  const isOldPage = /dynamically imported module|Importing a module/i.test(message)
  return new ApiProblem({
    status: 500,
    code: isOldPage ? 'page-replaced' : 'page-failed',
    title: 'Page failed',
    detail: isOldPage ? 'A newer version of these pages is there.' : 'The page made a mistake.',
    cure: isOldPage ? 'Try again to load it.' : `Try again; if it stays, tell the operator: ${message}`,
  })
}

/** An address that leads nowhere. */
export function LostPage() {
  return (
    <div className="t-page">
      <PageHeader title="There is no page here" />
      <p>
        The address may be misspelled, or the record is gone. <Link to="/">Go to the front page</Link> or
        press <kbd>Ctrl K</kbd> to find something by its name or ID.
      </p>
    </div>
  )
}
