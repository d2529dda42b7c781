import { Button, NumberInput } from '@mantine/core'
import { mdiArrowRight, mdiCheckCircle, mdiPlus } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { numberText, sentenceText } from '@tallystick/kit/format/dates.ts'
import { useState } from 'react'
import { AddHostDialog, type AddHostRequest } from '../activation/AddHostDialog.tsx'
import {
  addedHost,
  finalCount,
  hostsOfGrid,
  itemProblem,
  presentCount,
  withCount,
  type Grid,
  type GridDraft,
  type GridHost,
  type GridItem,
} from './grid-draft.ts'
import { hostFormOf } from './host-form.ts'
import './hosts.css'

interface GridStepProps {
  readonly grid: Grid
  readonly draft: GridDraft
  readonly onChange: (draft: GridDraft) => void
}

/** Final counts: hosts down, line items across. What changes is marked, and each sum is watched. LIFE-09. */
export function GridStep({ grid, draft, onChange }: GridStepProps) {
  const [adding, setAdding] = useState<AddHostRequest | null>(null)
  const hosts = hostsOfGrid(grid, draft)
  const draftHosts = hosts.map((host, at) => ({ key: `h${at}`, servers: host.ids, nodes: [] }))
  return (
    <>
      <h2>Final counts</h2>
      <p className="w-lead">
        Say how many copies each license server has in the end. The copies of a line item stay as many as they
        are.
      </p>
      <div className="t-table-frame" tabIndex={0} role="group" aria-label="Final counts">
        <table className="t-table t-simple h-grid" aria-label="Final counts">
          <thead>
            <tr>
              <th scope="col">License server</th>
              {grid.lineItems.map((item) => (
                <th key={item.id} scope="col">
                  {item.products}
                  <div className="t-hint t-mono">{item.activationId}</div>
                  {item.refusal && <div className="t-hint">{sentenceText(item.refusal.reason)}</div>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {hosts.map((host) => (
              <tr key={host.label}>
                <th scope="row">
                  <span className="t-mono">{host.label}</span>
                  {presentHost(grid, host) || <div className="t-hint">New here</div>}
                </th>
                {grid.lineItems.map((item) => (
                  <td key={item.id}>
                    <Cell {...{ grid, draft, onChange, item, host }} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Sum</th>
              {grid.lineItems.map((item) => (
                <Sum key={item.id} {...{ grid, draft, item }} />
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <div className="w-adders">
        <Button
          variant="light"
          leftSection={<Icon path={mdiPlus} size={16} />}
          onClick={() => setAdding({ use: 'server', isTriad: false, hostKey: null })}
        >
          Add license server
        </Button>
        <Button variant="default" onClick={() => setAdding({ use: 'server', isTriad: true, hostKey: null })}>
          Add three redundant servers
        </Button>
      </div>
      {adding && (
        <AddHostDialog
          form={hostFormOf({ ...grid, hosts: otherHosts(grid, hosts) })}
          hosts={draftHosts}
          request={adding}
          onClose={() => setAdding(null)}
          onAdd={(sets) => {
            const fresh = sets
              .map((ids) => addedHost(grid, ids))
              .filter(({ label }) => !hosts.some((one) => one.label === label))
            onChange({ ...draft, added: [...draft.added, ...fresh] })
            setAdding(null)
          }}
        />
      )}
    </>
  )
}

function presentHost(grid: Grid, host: GridHost): boolean {
  return grid.hosts.some(({ id }) => id === host.id)
}

/** Servers of the account that are not in the grid yet. */
function otherHosts(grid: Grid, hosts: readonly GridHost[]): Grid['knownHosts'] {
  return grid.knownHosts.filter(({ label }) => !hosts.some((one) => one.label === label))
}

interface CellProps extends GridStepProps {
  readonly item: GridItem
  readonly host: GridHost
}

function Cell({ grid, draft, onChange, item, host }: CellProps) {
  const present = presentCount(grid, item, host)
  const final = finalCount(grid, draft, item, host)
  const isChanged = final !== present
  return (
    <div className="h-cell" data-changed={isChanged || undefined}>
      <NumberInput
        aria-label={`Final count of ${item.products} (${item.activationId}) on ${host.label}`}
        value={final ?? ''}
        min={0}
        max={item.copies}
        clampBehavior="none"
        allowDecimal={false}
        hideControls
        disabled={item.refusal !== null}
        onChange={(next) => onChange(withCount(draft, item, host, typeof next === 'number' ? next : null))}
      />
      <span className="h-mark">
        {isChanged ? (
          <>
            <Icon path={mdiCheckCircle} size={14} /> was {numberText(present)}
          </>
        ) : present > 0 ? (
          <>
            <Icon path={mdiArrowRight} size={14} /> here now
          </>
        ) : null}
      </span>
    </div>
  )
}

function Sum({
  grid,
  draft,
  item,
}: {
  readonly grid: Grid
  readonly draft: GridDraft
  readonly item: GridItem
}) {
  const sum = hostsOfGrid(grid, draft).reduce(
    (total, host) => total + (finalCount(grid, draft, item, host) ?? 0),
    0,
  )
  const problem = itemProblem(grid, draft, item)
  return (
    <td>
      <strong>
        {numberText(sum)} of {numberText(item.copies)}
      </strong>
      {problem && (
        <div className="w-error" role="status">
          {problem}
        </div>
      )}
    </td>
  )
}
