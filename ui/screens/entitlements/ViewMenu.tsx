import { Button, Menu } from '@mantine/core'
import { mdiCertificateOutline, mdiChevronDown, mdiEmailOutline } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useSession } from '@tallystick/kit/session/session.ts'
import { useNavigate } from '@tanstack/react-router'
import { certificatePath, mailLineItemPath } from './paths.ts'

/** Chosen line items with the entitlements that they belong to. */
interface ViewMenuProps {
  readonly rows: readonly { readonly id: string; readonly entitlementKey?: unknown }[]
}

/** What can be looked at or sent of chosen line items: the certificate of one entitlement, a mail of one line item. */
export function ViewMenu({ rows }: ViewMenuProps) {
  const session = useSession()
  const navigate = useNavigate()
  const { portal } = useApi().connection
  const entitlements = new Set(rows.map(({ entitlementKey }) => String(entitlementKey)))
  const [entitlement] = entitlements
  const [lineItem] = rows
  return (
    <Menu position="top-end" shadow="md">
      <Menu.Target>
        <Button variant="default" rightSection={<Icon path={mdiChevronDown} size={16} />}>
          View
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon path={mdiCertificateOutline} size={16} />}
          disabled={entitlements.size !== 1}
          title={entitlements.size === 1 ? undefined : 'Choose line items of one entitlement.'}
          onClick={() => entitlement && void navigate({ to: certificatePath(entitlement) })}
        >
          View certificate
        </Menu.Item>
        {session.may('licenses.email') && (
          <Menu.Item
            leftSection={<Icon path={mdiEmailOutline} size={16} />}
            disabled={rows.length !== 1}
            title={rows.length === 1 ? undefined : 'Choose one line item.'}
            onClick={() => lineItem && void navigate({ to: mailLineItemPath(portal, lineItem.id) })}
          >
            Email
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
