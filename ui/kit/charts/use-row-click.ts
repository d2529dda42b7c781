import { useNavigate } from '@tanstack/react-router'
import { parseQuery } from '../portal/address.ts'
import type { ChartRow } from './ChartFrame.tsx'

/**
 * What makes a mark of a drawing lead to its rows by pointer; by keyboard the table behind the drawing
 * does.
 */
export function useRowClick() {
  const navigate = useNavigate()
  return ({ to }: ChartRow) => {
    if (!to) return {}
    const [path, query = ''] = to.split('?') as [string, string?]
    return {
      className: 't-chart-go',
      onClick: () => void navigate({ to: path, search: parseQuery(query) as never }),
    }
  }
}
