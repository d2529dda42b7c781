import { Link as RouterLink } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { parseQuery } from '../portal/address.ts'

interface LinkProps {
  /** Address below the portal, with its query: `/products/7?tab=history`. */
  readonly to: string
  readonly children: ReactNode
  readonly className?: string
  readonly 'aria-label'?: string
  readonly onClick?: () => void
}

/** A link to a page of the same portal; its code is fetched when the pointer rests on it. */
export function Link({ to, children, className = 't-link', ...rest }: LinkProps) {
  const [path, query = ''] = to.split('?') as [string, string?]
  return (
    <RouterLink
      to={path}
      search={parseQuery(query) as never}
      className={className}
      preload="intent"
      {...rest}
    >
      {children}
    </RouterLink>
  )
}
