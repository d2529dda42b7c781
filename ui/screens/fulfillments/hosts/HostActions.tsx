import { Button } from '@mantine/core'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useNavigate } from '@tanstack/react-router'
import { redistributionPath, transferHostsPath, transferLicensesPath } from './paths.ts'

/** What can be done with hosts that were chosen in the list. */
export function HostActions({ ids }: { readonly ids: readonly string[] }) {
  const session = useSession()
  const navigate = useNavigate()
  const [first = ''] = ids
  const isOne = ids.length === 1
  return (
    <>
      {session.may('hosts.transfer') && (
        <Button onClick={() => void navigate({ to: transferHostsPath(ids) })}>
          {isOne ? 'Transfer host' : 'Transfer hosts'}
        </Button>
      )}
      {isOne && session.may('licenses.transfer') && (
        <Button variant="default" onClick={() => void navigate({ to: transferLicensesPath(first) })}>
          Transfer licenses
        </Button>
      )}
      {isOne && session.may('licenses.return') && (
        <Button variant="default" onClick={() => void navigate({ to: `/hosts/${first}/release` })}>
          Release
        </Button>
      )}
    </>
  )
}

/** Ways from the list of hosts to what concerns many of them. */
export function HostLinks() {
  const session = useSession()
  const navigate = useNavigate()
  return (
    <>
      {session.may('hosts.transfer') && (
        <Button variant="default" onClick={() => void navigate({ to: '/host-transfers' })}>
          Host transfer jobs
        </Button>
      )}
      {session.may('licenses.transfer') && (
        <Button variant="default" onClick={() => void navigate({ to: redistributionPath() })}>
          Batch rehost
        </Button>
      )}
    </>
  )
}
