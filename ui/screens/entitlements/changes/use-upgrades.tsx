import { Button } from '@mantine/core'
import { mdiUnfoldLessHorizontal, mdiUnfoldMoreHorizontal } from '@mdi/js'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { EarlierLineItems } from './EarlierLineItems.tsx'

/**
 * The *Show upgrades* of a list of line items: the list has the newest of each chain, and beneath it those that it
 * replaced, for one row or for all. Whether all are unfolded stands in the address. ENT-02.
 */
export function useUpgrades(pathOf: (id: string) => string) {
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { readonly upgrades?: unknown }
  const isShown = search.upgrades === 'show'
  const toggle = () => {
    const { upgrades: _upgrades, ...rest } = search
    void _upgrades
    const next = isShown ? rest : { ...rest, upgrades: 'show' }
    void navigate({ to: '.', search: next as never, replace: true, resetScroll: false })
  }
  return {
    toggle: (
      <Button
        variant="default"
        aria-pressed={isShown}
        leftSection={<Icon path={isShown ? mdiUnfoldLessHorizontal : mdiUnfoldMoreHorizontal} size={16} />}
        onClick={toggle}
      >
        {isShown ? 'Hide upgrades' : 'Show upgrades'}
      </Button>
    ),
    beneath: {
      isOpen: isShown,
      label: 'upgrades',
      has: (row: { readonly change: string | null }) => row.change !== null,
      content: (row: { readonly id: string }) => <EarlierLineItems id={row.id} pathOf={pathOf} />,
    },
  }
}
