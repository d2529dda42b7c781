import { Drawer, Skeleton } from '@mantine/core'
import { listAuditEntries, OUTCOMES } from '@tallystick/kernel/audit/audit.contract.ts'
import { fillText } from '@tallystick/kernel/errors/refusal.ts'
import type { RowOf } from '@tallystick/kernel/list/define.ts'
import { usePage } from '@tallystick/kit/data/queries.ts'
import { changesOf, type Change } from '@tallystick/kit/details/changes.ts'
import { Facts } from '@tallystick/kit/details/Facts.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { wordsOf } from '@tallystick/kit/format/words.ts'
import { ReturnedFocus } from '@tallystick/kit/feedback/use-returned-focus.ts'
import { Id } from '@tallystick/kit/format/Id.tsx'
import { StateBadge } from '@tallystick/kit/format/StateBadge.tsx'
import { exactInstantText } from '@tallystick/kit/format/dates.ts'
import { Values } from '../Values.tsx'
import { refusalTexts } from './refusal-texts.ts'

type Entry = RowOf<typeof listAuditEntries> & {
  readonly before?: unknown
  readonly after?: unknown
  readonly details?: unknown
}

/** One entry of the log with everything that it keeps. */
export function AuditDrawer({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = usePage(listAuditEntries, { ids: [id], limit: 1 })
  const found = query.data?.rows.find((row) => row.id === id) as Entry | undefined
  return (
    <Drawer opened onClose={onClose} position="right" size={520} title={found ? titleOf(found) : 'Entry'}>
      <ReturnedFocus />
      <RefusalNotice problem={query.error} />
      {found ? (
        <EntryParts entry={found} />
      ) : query.isFetching ? (
        <Skeleton height={240} />
      ) : (
        <p>There is no such entry.</p>
      )}
    </Drawer>
  )
}

/** `Setting changed`; what did not come about begins with its result, so that nobody takes it for done. */
function titleOf({ action, outcome }: Entry): string {
  const words = wordsOf(action.replace('.', ' '))
  return outcome === 'done' ? words : `${OUTCOMES[outcome as 'refused']}: ${words.toLowerCase()}`
}

function EntryParts({ entry }: { readonly entry: Entry }) {
  const changes = changesOf(entry.before, entry.after)
  const details = entry.details as Readonly<Record<string, unknown>> | null | undefined
  return (
    <div className="t-stack">
      {entry.outcome !== 'done' && <Refused entry={entry} data={details ?? {}} />}
      <Facts
        facts={[
          { label: 'Who', value: entry.actorName },
          entry.onBehalfOf !== null && { label: 'For', value: entry.onBehalfOf },
          {
            label: 'Result',
            value: <StateBadge state={entry.outcome} label={OUTCOMES[entry.outcome as 'done']} />,
          },
          { label: 'When', value: exactInstantText(entry.at).split(' · ')[0], isWide: true },
          { label: 'About', value: entry.subjects.join('\n'), isWide: true },
        ]}
      />
      {changes.length > 0 && <Difference changes={changes} isNew={!entry.before} isGone={!entry.after} />}
      {details && Object.keys(details).length > 0 && (
        <section>
          <h3>{entry.outcome === 'done' ? 'Details' : 'Figures'}</h3>
          <Values value={details} />
        </section>
      )}
      <section className="a-trace">
        <h3>For support</h3>
        <p>
          Operation <Id text={entry.operation} label="operation" />
        </p>
        <p>
          Request <Id text={entry.requestId} label="request" />
        </p>
      </section>
    </div>
  )
}

function Refused({
  entry,
  data,
}: {
  readonly entry: Entry
  readonly data: Readonly<Record<string, unknown>>
}) {
  const code = entry.code ?? ''
  const text = refusalTexts[code]
  return (
    <div className="t-refusal" data-meaning="danger">
      <div>
        <p className="t-refusal-sentence">
          {entry.outcome === 'denied'
            ? 'The permission was missing.'
            : text
              ? fillText(text.say, data)
              : wordsOf(code)}
        </p>
        {text && <p>{fillText(text.cure, data)}</p>}
      </div>
    </div>
  )
}

interface DifferenceProps {
  readonly changes: readonly Change[]
  readonly isNew: boolean
  readonly isGone: boolean
}

/** Field by field what it was and what it became; what is new or gone has one column only. */
function Difference({ changes, isNew, isGone }: DifferenceProps) {
  return (
    <section>
      <h3>{isNew ? 'Was made with' : isGone ? 'Was removed with' : 'What changed'}</h3>
      <div className="t-table-frame" tabIndex={0} role="group" aria-label="What changed">
        <table className="t-table t-simple a-difference">
          <thead>
            <tr>
              <th scope="col">Field</th>
              {!isNew && <th scope="col">Before</th>}
              {!isGone && <th scope="col">After</th>}
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{wordsOf(field)}</th>
                {!isNew && (
                  <td data-side="before">
                    <Values value={before} />
                  </td>
                )}
                {!isGone && (
                  <td data-side="after">
                    <Values value={after} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
