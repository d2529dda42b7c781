import {
  ActionIcon,
  Button,
  createTheme,
  Drawer,
  Input,
  Menu,
  Modal,
  Switch,
  Table,
  Tabs,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'
import { accentShades } from './accent.ts'
import { SURFACES, type Meaning } from './surfaces.ts'

/** The house colour, until a producer chooses their own. */
const HOUSE_ACCENT = '#1f5fbf'

/** Builds the theme of a portal around its accent colour. */
export function themeOf(accent: string = HOUSE_ACCENT) {
  return createTheme({
    colors: { accent: accentShades(accent) as unknown as MantineColorsTuple, dark: DARK },
    primaryColor: 'accent',
    primaryShade: { light: 7, dark: 7 },
    autoContrast: true,
    defaultRadius: 'sm',
    fontFamily: "'Inter Variable', system-ui, 'Segoe UI', sans-serif",
    fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'SFMono-Regular', monospace",
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
    shadows: { md: '0 6px 24px rgb(15 20 30 / 12%)' },
    headings: {
      fontWeight: '650',
      sizes: {
        h1: { fontSize: '20px', lineHeight: '28px' },
        h2: { fontSize: '16px', lineHeight: '24px' },
        h3: { fontSize: '14px', lineHeight: '20px' },
      },
    },
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: Button.extend({
        defaultProps: { size: 'sm' },
        vars: (_theme, props) => ({
          root:
            props.size === 'sm'
              ? { '--button-height': '32px', '--button-fz': '13px', '--button-padding-x': '12px' }
              : {},
        }),
      }),
      ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
      Menu: Menu.extend({
        defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false, shadow: 'md' },
      }),
      Modal: Modal.extend({ defaultProps: DIALOG }),
      Drawer: Drawer.extend({ defaultProps: DIALOG }),
      Input: Input.extend({
        defaultProps: { size: 'sm' },
        vars: (_theme, props) => ({
          wrapper: props.size === 'sm' ? { '--input-height': '32px', '--input-fz': '13px' } : {},
        }),
      }),
      Switch: Switch.extend({ defaultProps: { withThumbIndicator: false } }),
      Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
      Table: Table.extend({ defaultProps: { verticalSpacing: 0 } }),
      Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true, events: TOOLTIP_EVENTS } }),
    },
  })
}

/** Mantine's scale from text to ground in the dark, with our cool neutrals. */
const DARK: MantineColorsTuple = [
  '#e9ecf1',
  '#c3cad4',
  '#a0a8b5',
  '#6d7683',
  '#3a424e',
  '#2a3038',
  '#181c22',
  '#12151a',
  '#0f1216',
  '#0d1014',
]

/** A dialog's heading is no banner of the page, whatever its element says. */
const DIALOG = {
  closeButtonProps: { 'aria-label': 'Close' },
  transitionProps: { duration: 120 },
  attributes: { header: { role: 'presentation' } },
}

const TOOLTIP_EVENTS = { hover: true, focus: true, touch: false }

/** Writes our surfaces into the variables that Mantine's components and our styles read. */
export const houseVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: schemeVariables('light'),
  dark: schemeVariables('dark'),
})

function schemeVariables(scheme: 'light' | 'dark'): Record<string, string> {
  const own = SURFACES[scheme]
  const variables: Record<string, string> = {
    '--mantine-color-body': own.page,
    '--mantine-color-text': own.text,
    '--mantine-color-dimmed': own.muted,
    '--mantine-color-placeholder': own.muted,
    '--mantine-color-default-border': own.line,
    '--mantine-color-error': own.meanings.danger.ink,
    '--mantine-color-anchor': `var(--mantine-color-accent-${scheme === 'light' ? 7 : 3})`,
    '--tally-accent': `var(--mantine-color-accent-${scheme === 'light' ? 7 : 3})`,
    '--tally-accent-ground': scheme === 'light' ? 'var(--mantine-color-accent-0)' : own.hover,
    '--tally-sunken': own.sunken,
    '--tally-raised': own.raised,
    '--tally-hover': own.hover,
    '--tally-line': own.line,
    '--tally-edge': own.edge,
    '--tally-muted': own.muted,
  }
  for (const [meaning, ink] of Object.entries(own.meanings) as [Meaning, (typeof own.meanings)['good']][]) {
    variables[`--tally-${meaning}-ink`] = ink.ink
    variables[`--tally-${meaning}-ground`] = ink.ground
    variables[`--tally-${meaning}-line`] = ink.line
  }
  return variables
}
