import { refuse, type Refusal } from '@tallystick/kernel/errors/refusal.ts'

/** Characters that no entitlement ID and no activation ID may hold. Source: published rule for entitlement IDs. */
export const forbiddenIdCharacters = ',"&%^()#@!~/<>\\`}{=|.'

/** The longest ID, in characters. */
export const idLengthMax = 255

/**
 * Refuses an ID with forbidden characters and names each of them; null when the ID may be given.
 *
 * Control characters and blanks at the ends are forbidden too: nobody can see them in a list. `noun` is
 * `entitlement-id` or `activation-id`, and begins the code.
 */
export function idRefusal(noun: 'entitlement-id' | 'activation-id', id: string): Refusal | null {
  const wrong = [...new Set(Array.from(id).filter((sign) => forbiddenIdCharacters.includes(sign)))]
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(id)) wrong.push('control character')
  if (id !== id.trim()) wrong.push('blank at an end')
  if (wrong.length === 0 && id.length >= 1 && id.length <= idLengthMax) return null
  return refuse(`${noun}-characters`, { id: id.slice(0, 80), characters: wrong.join(' ') || 'length' })
}
