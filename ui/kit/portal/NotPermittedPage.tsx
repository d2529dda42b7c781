import { mdiLockOutline } from '@mdi/js'
import { Icon } from '../format/Icon.tsx'
import { PageHeader } from '../shell/PageHeader.tsx'

/** In place of a form or wizard that the reader's roles do not include: said before anything is typed. */
export function NotPermittedPage({ title }: { readonly title: string }) {
  return (
    <div className="t-page">
      <PageHeader title={title} />
      <div className="t-empty" role="alert">
        <Icon path={mdiLockOutline} size={36} />
        <h2>Your roles do not include this</h2>
        <p>Ask an administrator for a role that does.</p>
      </div>
    </div>
  )
}
