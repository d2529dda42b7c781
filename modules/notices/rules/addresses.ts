/**
 * What may stand between the angle brackets of a mail header: a plain ASCII address. Quoted names, comments,
 * groups and line breaks have no place in it, so nothing can be added to the header.
 */
const ADDRESS =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/

/** Whether a text is one mail address that can be sent to. At most 254 characters, 64 before the at sign. */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && text.indexOf('@') <= 64 && ADDRESS.test(text)
}

/**
 * Addresses of a list that is separated by commas, each once whatever its case, in order. Blanks around them
 * do not count; what is no address is handed back too, so that the caller can say which.
 */
export function readAddresses(list: string | readonly string[]): readonly string[] {
  const texts = (typeof list === 'string' ? [list] : list).flatMap((text) => text.split(','))
  const seen = new Map<string, string>()
  for (const text of texts.map((one) => one.trim())) {
    if (text !== '' && !seen.has(text.toLowerCase())) seen.set(text.toLowerCase(), text)
  }
  return [...seen.values()]
}

/** Why a mail cannot go to these addresses, as a sentence; null when it can. */
export function addressProblem(addresses: readonly string[]): string | null {
  if (addresses.length === 0) return 'There is no address to send to.'
  const wrong = addresses.filter((address) => !isMailAddress(address))
  if (wrong.length === 0) return null
  return `Not a mail address: ${wrong.map((one) => JSON.stringify(one)).join(', ')}.`
}
