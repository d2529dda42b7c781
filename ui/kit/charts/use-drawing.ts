import { useMediaQuery } from '@mantine/hooks'

/**
 * Units across a drawing and how many labels fit below it; fewer on a narrow window, where its text
 * must stay readable.
 */
export function useDrawing(): { readonly width: number; readonly labels: number } {
  const isNarrow = useMediaQuery('(max-width: 37.5em)', false, { getInitialValueInEffect: false })
  return isNarrow ? { width: 340, labels: 6 } : { width: 640, labels: 13 }
}
