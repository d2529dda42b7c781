/**
 * The canonical text of an IPv6 address (RFC 5952): lower case, no leading zeros, the longest run of
 * two or more zero groups as `::`. Null when the text is not an IPv6 address.
 *
 * Zones (`%eth0`) and the dotted IPv4 tail are not taken: a license outlives an interface name.
 */
export function ipv6Text(text: string): string | null {
  if (!/^[0-9A-Fa-f:]{2,39}$/.test(text) || text.includes(':::')) return null
  const halves = text.split('::')
  if (halves.length > 2) return null
  const left = groupsOf(halves[0] ?? '')
  const right = halves.length === 2 ? groupsOf(halves[1] ?? '') : []
  if (left === null || right === null) return null
  const missing = 8 - left.length - right.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  return compress([...left, ...Array<string>(missing).fill('0'), ...right])
}

function groupsOf(half: string): readonly string[] | null {
  if (half === '') return []
  const groups = half.split(':')
  if (!groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return null
  return groups.map((group) => Number.parseInt(group, 16).toString(16))
}

function compress(groups: readonly string[]): string {
  let bestStart = -1
  let bestLength = 1
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > bestLength) [bestStart, bestLength] = [start, length]
  }
  if (bestStart < 0) return groups.join(':')
  return `${groups.slice(0, bestStart).join(':')}::${groups.slice(bestStart + bestLength).join(':')}`
}
