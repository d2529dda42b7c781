import { useEffect, useState, useSyncExternalStore } from 'react'
import { mdiCheckCircleOutline } from '@mdi/js'
import { Icon } from '../format/Icon.tsx'
import { followAnnouncements, latestAnnouncement } from './announce.ts'

const SHOWN_MS = 5000

/** The live region, and the small note that shows the same sentence for some seconds. Mounted once per portal. */
export function Announcer() {
  const { text, at } = useSyncExternalStore(followAnnouncements, latestAnnouncement)
  const [goneAt, setGoneAt] = useState(0)
  useEffect(() => {
    if (at === 0) return
    const timer = setTimeout(() => setGoneAt(at), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [at])
  const isShown = at !== 0 && goneAt < at
  return (
    <div className="t-announcer" role="status" aria-live="polite">
      {isShown && (
        <div className="t-note" key={at}>
          <Icon path={mdiCheckCircleOutline} />
          {text}
        </div>
      )}
    </div>
  )
}
