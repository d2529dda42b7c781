import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { Link } from '@tallystick/kit/shell/Link.tsx'

interface AccountLinkProps {
  /** Key of the account; null where the reader is not told. */
  readonly id: string | null
  readonly label: string
}

/** The name of an account; in the producer's portal the way to its page, for who may see accounts. */
export function AccountLink({ id, label }: AccountLinkProps) {
  const { portal } = useApi().connection
  const session = useSession()
  if (id === null || portal === 'end-user' || !session.may('accounts.view')) return <>{label}</>
  return <Link to={`/accounts/${id}`}>{label}</Link>
}
