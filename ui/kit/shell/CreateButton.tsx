import { Button } from '@mantine/core'
import { mdiPlus } from '@mdi/js'
import { Link as RouterLink } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../format/Icon.tsx'

/** The button of a list that leads to a form: "New feature". */
export function CreateButton({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Button component={RouterLink} to={to} size="sm" leftSection={<Icon path={mdiPlus} />}>
      {children}
    </Button>
  )
}
