const BROWSERS = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const
const NAMES: Readonly<Record<string, string>> = { Edg: 'Edge', OPR: 'Opera' }
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'] as const

/** A browser in words that people know, out of what it says of itself. */
export function deviceOf({ userAgent }: { readonly userAgent: string }): string {
  const browser = BROWSERS.find((one) => userAgent.includes(one))
  const system = SYSTEMS.find((one) => userAgent.includes(one))
  if (!browser) return userAgent.slice(0, 60) || 'A program'
  return [NAMES[browser] ?? browser, system].filter(Boolean).join(' on ')
}
