import type { DiagnosticLog } from './diagnostics.ts'
import type { LineOption, Token } from './model.ts'
import { parseOpenSignature } from './signature-text.ts'

/**
 * Reads one word as `KEYWORD` or `KEYWORD=value`. The spelling is kept.
 *
 * The first equals sign divides even when the whole word is quoted: otherwise quotation marks around
 * `HOSTID=...` would turn a signed restriction into an unknown flag.
 */
export function parseOption(token: Token): LineOption {
  const equals = token.text.indexOf('=')
  if (equals < 0) return { keyword: token.text, value: null }
  const keyword = token.text.slice(0, equals)
  const value = token.text.slice(equals + 1)
  // Blanks inside one of our signatures come from wrapping and mean nothing.
  if (keyword.toUpperCase() === 'SIGN' && value.includes(' ') && parseOpenSignature(value) !== null) {
    return { keyword, value: value.replace(/[ \t]+/g, '') }
  }
  return { keyword, value }
}

/** Reads the words after the fixed fields, keeps all of them in order and warns about repeated keywords. */
export function parseOptions(tokens: readonly Token[], log: DiagnosticLog): readonly LineOption[] {
  const seen = new Set<string>()
  return tokens.map((token) => {
    const option = parseOption(token)
    if (option.keyword === '') {
      log.add('warning', 'keyword-missing', token, 'A value stands without a keyword before the equals sign.')
    } else if (seen.has(option.keyword)) {
      log.add('warning', 'option-repeated', token, `${option.keyword} stands more than once on this line.`)
    }
    seen.add(option.keyword)
    return option
  })
}
