/** The four meanings that a colour can carry; `calm` carries none. */
export type Meaning = 'good' | 'attention' | 'danger' | 'info' | 'calm'

interface Ink {
  readonly ink: string
  readonly ground: string
  readonly line: string
}

interface Surfaces {
  /** Where content stands. */
  readonly page: string
  /** Navigation and headings of tables: a little back. */
  readonly sunken: string
  /** Menus, dialogs, drawers. */
  readonly raised: string
  readonly hover: string
  readonly line: string
  /** Borders of inputs, 3:1 against the page. */
  readonly edge: string
  readonly text: string
  readonly muted: string
  readonly meanings: Readonly<Record<Meaning, Ink>>
}

/** All neutral and meaningful colours of the house. The accent is the producer's and comes apart. */
export const SURFACES: Readonly<Record<'light' | 'dark', Surfaces>> = {
  light: {
    page: '#ffffff',
    sunken: '#f6f7f9',
    raised: '#ffffff',
    hover: '#eef1f5',
    line: '#e2e5ea',
    edge: '#8b93a1',
    text: '#171b22',
    muted: '#5a6270',
    meanings: {
      good: { ink: '#0f6038', ground: '#e4f5ea', line: '#b4dfc4' },
      attention: { ink: '#7a4700', ground: '#fdf0d8', line: '#f1d49b' },
      danger: { ink: '#9c1c1c', ground: '#fdeaea', line: '#f2bfbf' },
      info: { ink: '#174e92', ground: '#e6effb', line: '#b9d2f2' },
      calm: { ink: '#454d5a', ground: '#eef0f3', line: '#d5d9df' },
    },
  },
  dark: {
    page: '#12151a',
    sunken: '#0d1014',
    raised: '#1a1e25',
    hover: '#20252d',
    line: '#2a3038',
    edge: '#6d7683',
    text: '#e9ecf1',
    muted: '#a0a8b5',
    meanings: {
      good: { ink: '#7fdca4', ground: '#12301f', line: '#1f5236' },
      attention: { ink: '#f3c66b', ground: '#35270b', line: '#5c4415' },
      danger: { ink: '#ff9d9d', ground: '#3a1616', line: '#662727' },
      info: { ink: '#92c2ff', ground: '#132a47', line: '#22477a' },
      calm: { ink: '#c3cad4', ground: '#232932', line: '#3a424e' },
    },
  },
}
