import type { ApiProblem, OutputOf } from '@tallystick/api/client.ts'
import { Button, Group, Stack } from '@mantine/core'
import { consolidateLicenses } from '@tallystick/fulfillments/operations/consolidate-licenses.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useCommand } from '@tallystick/kit/data/queries.ts'
import { ViewAsCall, actCall } from '@tallystick/kit/feedback/ApiCall.tsx'
import { Dialog } from '@tallystick/kit/feedback/Dialog.tsx'
import { RefusalNotice } from '@tallystick/kit/feedback/RefusalNotice.tsx'
import { countText, numberText } from '@tallystick/kit/format/dates.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { consolidatedPath } from '../paths.ts'

type Outcome = OutputOf<typeof consolidateLicenses>

interface ConsolidateDialogProps {
  readonly ids: readonly string[]
  readonly onClose: () => void
}

/** Says which files will be made of the chosen licenses, then makes them. */
export function ConsolidateDialog({ ids, onClose }: ConsolidateDialogProps) {
  const api = useApi()
  const navigate = useNavigate()
  const input = { fulfillments: [...ids] }
  const verified = useQuery<Outcome, ApiProblem>({
    queryKey: ['verify-consolidation', ids],
    queryFn: ({ signal }) => api.call(consolidateLicenses, input, { verify: true, signal }),
    retry: false,
  })
  const make = useCommand(consolidateLicenses, {
    says: ({ consolidated, asked }) =>
      asked.length === 0
        ? `${countText(consolidated.length, 'consolidated license')} made.`
        : `${countText(consolidated.length, 'consolidated license')} made, ${numberText(asked.length)} on the way.`,
    onDone: ({ consolidated: [first, second] }) => {
      onClose()
      if (first) void navigate({ to: second ? '/consolidated-licenses' : consolidatedPath(first.id) })
    },
  })
  return (
    <Dialog onClose={onClose} title={`Consolidate ${countText(ids.length, 'license')}`} size="lg">
      <Stack gap="md">
        {verified.isPending && <p className="t-hint">Looking which of them share a host…</p>}
        {verified.data && <WhatWillHappen outcome={verified.data} />}
        {verified.error?.code === 'not-found' ? (
          <p role="alert">
            Only licenses of your own accounts can be consolidated. One of these belongs to an account below
            them, or is gone.
          </p>
        ) : (
          <RefusalNotice problem={make.error ?? verified.error} />
        )}
        <ViewAsCall call={actCall(consolidateLicenses, input)} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={make.isPending}
            disabled={verified.data === undefined}
            onClick={() => make.mutate(input)}
          >
            Consolidate
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function WhatWillHappen({
  outcome: { consolidated, asked, alone, warnings },
}: {
  readonly outcome: Outcome
}) {
  const files = consolidated.length + asked.length
  return (
    <div>
      <p>
        {files === 1 ? 'One file is made' : `${files} files are made`}. The licenses stay as they are; whoever
        has the file needs no other one on that host.
      </p>
      <ul className="w-rows" aria-label="Files">
        {consolidated.map(({ id, criteria, members }) => (
          <li key={id}>
            <span className="t-mono">{criteria}</span>: {countText(members, 'license')}
          </li>
        ))}
        {asked.map(({ technology, criteria, members }) => (
          <li key={`${technology} ${criteria}`}>
            <span className="t-mono">{criteria}</span>: {countText(members, 'license')} of {technology}, by
            its generator, in a moment
          </li>
        ))}
      </ul>
      {alone.length > 0 && (
        <p>
          {alone.length === 1 ? 'One license is' : `${alone.length} licenses are`} alone on{' '}
          {alone.length === 1 ? 'its host and keeps its' : 'their hosts and keep their'} own file:{' '}
          <span className="t-mono">{alone.map(({ host }) => host).join(', ')}</span>
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="t-hint">
          {warning}
        </p>
      ))}
    </div>
  )
}
