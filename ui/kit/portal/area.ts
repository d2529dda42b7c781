import type { Api } from '@tallystick/api/client.ts'
import type { ComponentType } from 'react'

/** One page of an area. Its code is fetched when somebody goes there (or points at a link to it). */
export interface AreaPage {
  /** Address below the portal, with `$name` places: `/products/$id`. */
  readonly path: string
  /** Title of the window, and crumb until the page gives a better one. */
  readonly title: string
  readonly load: () => Promise<ComponentType>
}

/** One entry of the left navigation and of the command palette. */
export interface NavEntry {
  readonly group: string
  readonly label: string
  readonly to: string
  /** Path of an icon of `@mdi/js`. */
  readonly icon: string
  /** Shown only to those who hold it; null for everybody. */
  readonly permission: string | null
  /** Other words by which people look for it. */
  readonly words?: string
  /** True for pages that the command palette offers and the navigation leaves out. */
  readonly isOnlySearched?: boolean
}

/** A kind of record that the command palette can look up by its ID. */
export interface IdSearch {
  /** `Products`: heading of the results. */
  readonly label: string
  readonly permission: string
  /** Asks the server for a few records; a dynamic import keeps contracts out of the first load. */
  readonly find: (api: Api, text: string, signal: AbortSignal) => Promise<readonly FoundRecord[]>
}

/** A record in the palette's results. */
export interface FoundRecord {
  readonly label: string
  readonly detail?: string
  readonly to: string
}

/** A figure of the front page that calls for action: `3 products wait to be deployed`. */
export interface TodayFigure {
  readonly label: string
  readonly permission: string
  /** Where the rows behind the figure are. */
  readonly to: string
  readonly count: (api: Api, signal: AbortSignal) => Promise<number>
  /** True for figures that are only worth showing when they are not 0. */
  readonly isQuietAtZero?: boolean
}

/** What one room adds to a portal: pages, navigation and look-ups. One file per area, listed in `areas.ts`. */
export interface Area {
  readonly name: string
  readonly pages: readonly AreaPage[]
  /**
   * Permissions of pages that are of no use without one, by path; one of several is enough. Who holds none is told so
   * before anything is typed. Whatever the page then asks the server for is checked there.
   */
  readonly needs?: Readonly<Record<string, readonly string[]>>
  readonly nav: readonly NavEntry[]
  readonly searches?: readonly IdSearch[]
  /** Figures for the front page. */
  readonly today?: readonly TodayFigure[]
}

/**
 * Declares a page: `page('/products/$id', 'Product', () => import('./ProductPage.tsx').then((m) => m.ProductPage))`.
 */
export function page(path: string, title: string, load: () => Promise<ComponentType>): AreaPage {
  return { path, title, load }
}
